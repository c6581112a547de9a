// The tab's side of search: fills the worker's index from the engine when something is first looked for, keeps it as the
// engine's events say, and asks it. Nothing of it is written to the disk: it goes with the tab.
import { type Message, type SearchRow, searchableText } from '@parley/client';
import type { Engine } from '@parley/client/browser';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Find, Found } from './search-index.ts';
import type { FromIndex, Port, ToIndex } from './serve-search.ts';

export type SearchEngine = Pick<Engine, 'searchRows' | 'on'>;

export interface Reading {
  readonly state: 'reading' | 'done' | 'failed';
  /** Messages read so far. */
  readonly rows: number;
  /** Another number whenever answers may have changed. */
  readonly version: number;
}

export interface MessageSearch extends Pick<StoreApi<Reading>, 'getState' | 'subscribe' | 'getInitialState'> {
  find(find: Find): Promise<Found>;
  /** After `failed`. */
  readAgain(): void;
  /** Stops listening to the engine. */
  close(): void;
}

interface Deps {
  readonly engine: SearchEngine;
  readonly port: Port;
  /** Runs it soon; what happens until then is told together. */
  readonly later?: (run: () => void) => void;
}

/** The first hits are soon there; later pages are larger, but what is sent meanwhile waits for one at most. */
const FIRST_PAGE_ROWS = 250;
const PAGE_ROWS = 1_000;
const TOGETHER_MS = 200;

export function createMessageSearch({
  engine,
  port,
  later = run => setTimeout(run, TOGETHER_MS),
}: Deps): MessageSearch {
  const store = createStore<Reading>(() => ({ state: 'reading', rows: 0, version: 0 }));
  const tell = (message: ToIndex): void => port.postMessage(message);
  const changed = soon(later, () => store.setState(({ version }) => ({ version: version + 1 })));
  const find = asking(port, tell);
  let reading = 0;

  async function readAll(): Promise<void> {
    const own = ++reading;
    tell({ kind: 'begin' });
    store.setState({ state: 'reading', rows: 0 });
    let afterKey: string | undefined;
    do {
      const page = await engine.searchRows(
        afterKey === undefined ? { limit: FIRST_PAGE_ROWS } : { limit: PAGE_ROWS, afterKey },
      );
      // Begun anew meanwhile.
      if (own !== reading) return;
      tell({ kind: 'put', rows: page.rows, read: true });
      store.setState(({ rows }) => ({ rows: rows + page.rows.length }));
      changed();
      afterKey = page.next;
    } while (afterKey !== undefined);
    tell({ kind: 'end' });
    store.setState(({ version }) => ({ state: 'done', version: version + 1 }));
  }

  function readAgain(): void {
    const own = reading + 1;
    readAll().catch(() => {
      if (own === reading) store.setState({ state: 'failed' });
    });
  }

  const remove = ({ chat, id }: Message): void => {
    tell({ kind: 'remove', chat, ids: [id] });
    changed();
  };
  const put = (message: Message): void => {
    const row = rowOf(message);
    if (message.deletedBy) remove(message);
    if (!row) return;
    tell({ kind: 'put', rows: [row], read: false });
    changed();
  };
  const stops = [
    ...(['message', 'status', 'resent'] as const).map(event => engine.on(event, put)),
    engine.on('removed', ({ chat, ids, chatToo }) => {
      tell({ kind: 'remove', chat, ...(chatToo ? {} : { ids }) });
      changed();
    }),
    engine.on('refresh', readAgain),
  ];
  readAgain();
  const close = (): void => {
    reading++;
    for (const stop of stops) stop();
  };
  return { ...store, find, readAgain, close };
}

/** Undefined: there is nothing to find in it. */
function rowOf(message: Message): SearchRow | undefined {
  const { chat, id, author, ts, cursor } = message;
  const text = searchableText(message);
  return text ? { chat, id, author, ts, cursor, text } : undefined;
}

function soon(later: (run: () => void) => void, run: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    later(() => {
      waiting = false;
      run();
    });
  };
}

function asking(port: Port, tell: (message: ToIndex) => void): (find: Find) => Promise<Found> {
  const asked = new Map<number, (found: Found) => void>();
  let last = 0;
  port.addEventListener('message', ({ data }: MessageEvent<FromIndex>) => {
    asked.get(data.ask)?.(data.found);
    asked.delete(data.ask);
  });
  return find =>
    new Promise(resolve => {
      asked.set(++last, resolve);
      tell({ kind: 'find', ask: last, find });
    });
}
