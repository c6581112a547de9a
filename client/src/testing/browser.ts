// A browser with tabs, in one process: Node has the locks and channels, fake-indexeddb the store.
import 'fake-indexeddb/auto';
import { connectEngine, type Engine, type Marker, type StorePlace, serveEngine } from '../browser/index.ts';
import { CODE } from './fake-accounts.ts';
import type { FakeServer } from './fake-server.ts';
import { until } from './until.ts';
import { createNetwork, type Network } from './world.ts';

export interface Tab {
  readonly engine: Engine;
  readonly network: Network;
  /** Its worker goes; the tab itself goes on. */
  stopWorker(): Promise<void>;
}

export interface Browser {
  readonly profile: string;
  /** What localStorage holds. */
  marker: Marker | undefined;
  open(): Promise<Tab>;
  /** A tab in which this browser was made a device. */
  register(phone: string, name: string): Promise<Tab>;
  close(): Promise<void>;
}

let browsers = 0;

export function createBrowser(server: FakeServer, store?: StorePlace): Browser {
  const profile = `test-${++browsers}`;
  const tabs: Tab[] = [];

  async function open(): Promise<Tab> {
    const network = createNetwork(server);
    const { parts } = network;
    const worker = serveEngine({ profile, server: server.url, parts, ...(store ? { store } : {}) });
    const engine = connectEngine({ profile, startWorker: () => ({ terminate() {} }), marker: place });
    const tab: Tab = { engine, network, stopWorker: worker.stop };
    tabs.push(tab);
    await until(() => engine.snapshot.state !== 'starting');
    return tab;
  }

  const browser: Browser = {
    profile,
    marker: undefined,
    open,
    async register(phone, name) {
      const tab = await open();
      const asked = Promise.withResolvers<unknown>();
      const stop = tab.engine.on('code', asked.resolve);
      const registered = tab.engine.register({ phone, name });
      await asked.promise;
      stop();
      await tab.engine.submitCode(CODE);
      await registered;
      await tab.engine.whenOnline();
      return tab;
    },
    async close() {
      for (const { engine, stopWorker } of tabs.splice(0)) {
        engine.close();
        await stopWorker();
      }
    },
  };
  const place = {
    read: () => browser.marker,
    write({ account, phone, device }: Marker) {
      browser.marker = { account, phone, device };
    },
    remove() {
      browser.marker = undefined;
    },
  };
  return browser;
}
