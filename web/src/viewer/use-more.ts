import { useEffect, useRef } from 'react';
import { isVisual } from '../attachments/kinds.ts';
import { visualsOf } from '../attachments/view-file.ts';
import { engine } from '../engine/engine.ts';
import { findFiles } from '../gallery/find-files.ts';
import { tellFailure } from '../state/failures.ts';
import { type Viewing, viewMore } from '../state/viewing.ts';

type Way = 'back' | 'forth';
const ENOUGH = 10;

/** Before one comes to an end of what is known of the chat, more of it is read. */
export function useMore({ all, at }: Viewing): void {
  /** Read up to there already; empty: to the end of the chat. */
  const ends = useRef<Partial<Record<Way, string>>>({});
  const busy = useRef(false);
  useEffect(() => {
    const read = async (way: Way): Promise<void> => {
      const { chat, cursor } = (way === 'back' ? all[0]! : all.at(-1)!).message;
      const from = ends.current[way] ?? cursor;
      if (busy.current || from === '') return;
      busy.current = true;
      try {
        const found = await findFiles(engine, { chat, wanted: isVisual, way, from, enough: ENOUGH });
        ends.current[way] = found.next ?? '';
        viewMore(way, visualsOf(way === 'back' ? found.messages.toReversed() : found.messages));
      } catch (error) {
        tellFailure(error);
      } finally {
        busy.current = false;
      }
    };
    if (at === 0) void read('back').then(() => (all.length === 1 ? read('forth') : undefined));
    else if (at === all.length - 1) void read('forth');
  }, [all, at]);
}
