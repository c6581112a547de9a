import type { Engine } from './engine.ts';

export interface EngineOptions {
  /** Each has a device of its own; 'default' when absent. */
  readonly profile?: string;
  /** Starts the worker that calls `serveEngine`: `new Worker(…, { type: 'module' })`. */
  readonly startWorker: () => { terminate(): void };
}

/** The tab's side of the engine. Call it once in a tab. */
export function connectEngine(options: EngineOptions): Engine {
  throw new Error(`to come: ${options.profile}`);
}
