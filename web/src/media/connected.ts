// Waiting for the server, and noticing that it is back.
import { engine } from '../engine/engine.ts';

const isOnline = (): boolean => engine.snapshot.connection.state === 'online';

/** Resolves at once where it is. */
export function whenConnected(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      stop();
      signal.removeEventListener('abort', aborted);
    };
    const aborted = (): void => {
      end();
      reject(signal.reason);
    };
    const look = (): void => {
      if (!isOnline()) return;
      end();
      resolve();
    };
    const stop = engine.on('snapshot', look);
    signal.addEventListener('abort', aborted, { once: true });
    if (signal.aborted) aborted();
    else look();
  });
}

/** Until the returned function is called. */
export function onReconnect(run: () => void): () => void {
  let lost = !isOnline();
  return engine.on('snapshot', () => {
    if (isOnline() && lost) run();
    lost = !isOnline();
  });
}
