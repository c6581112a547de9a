// The engine's worker. One of the tabs' workers holds the device and serves all tabs; the others wait to take over.
import { serveEngine } from '@parley/client/browser';

serveEngine();
