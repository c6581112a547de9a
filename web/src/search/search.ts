// The one search of this tab: its worker starts when something is first looked for.
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { engine } from '../engine/engine.ts';
import { scriptUrl } from '../engine/script-url.ts';
import { useSession } from '../state/session.ts';
import { createMessageSearch, type MessageSearch, type Reading } from './message-search.ts';
import type { Found } from './search-index.ts';
import workerUrl from './search-worker.ts?worker&url';

let running: { readonly search: MessageSearch; readonly stop: () => void } | undefined;

/** Begins to read the messages when it is first called. */
export function messageSearch(): MessageSearch {
  running ??= start();
  return running.search;
}

function start(): NonNullable<typeof running> {
  const worker = new Worker(scriptUrl(workerUrl), { type: 'module', name: 'parley-search' });
  const search = createMessageSearch({ engine, port: worker });
  const stop = (): void => {
    search.close();
    worker.terminate();
  };
  return { search, stop };
}

// What was found does not outlive the device it was found on.
useSession.subscribe(({ state }) => {
  if (state === 'ready' || !running) return;
  running.stop();
  running = undefined;
});

interface Search extends Reading {
  /** Of the query before, until there is an answer to this one. */
  readonly found: (Found & { readonly query: string }) | undefined;
  readonly readAgain: () => void;
}

/** Answers as they come: again while messages are being read, and when some come or go. */
export function useFound(query: string, limit: number, chat?: string): Search {
  const search = messageSearch();
  const reading = useStore(search);
  const [found, setFound] = useState<Search['found']>();
  const { version } = reading;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version has other answers
  useEffect(() => {
    let current = true;
    void search.find({ query, chat, limit }).then(answer => current && setFound({ ...answer, query }));
    return () => {
      current = false;
    };
  }, [search, query, chat, limit, version]);
  return { ...reading, found, readAgain: search.readAgain };
}
