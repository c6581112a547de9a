// This tab's door to the engine: the SDK's client in a worker that one of the tabs owns. Components do not come here but
// through state/; actions that change something call these methods.
import { connectEngine } from '@parley/client/browser';
import workerUrl from './engine-worker.ts?worker&url';
import { scriptUrl } from './script-url.ts';

/** Without TLS a browser has no place for keys; shell/gate.tsx says so. */
const noWorker = { terminate: (): void => undefined };

export const engine = connectEngine({
  startWorker: () =>
    isSecureContext ? new Worker(scriptUrl(workerUrl), { type: 'module', name: 'parley-engine' }) : noWorker,
});
