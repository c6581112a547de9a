// What every backend of `MessageStore` does. Each test opens a store at a place of its own.
import { test } from 'node:test';
import type { Limits } from '@parley/protocol';
import { acks } from './contract/acks.testing.ts';
import { appending } from './contract/appends.testing.ts';
import { caps } from './contract/caps.testing.ts';
import { connections } from './contract/connections.testing.ts';
import { copies } from './contract/copies.testing.ts';
import { deviceSets } from './contract/devices.testing.ts';
import type { Case } from './contract/example.testing.ts';
import { fanOuts } from './contract/fan-outs.testing.ts';
import { groupReceipts } from './contract/group-receipts.testing.ts';
import { groups } from './contract/groups.testing.ts';
import { queries } from './contract/queries.testing.ts';
import { goneWithoutAck, purgedReceipts } from './contract/removals.testing.ts';
import { repeats } from './contract/repeats.testing.ts';
import { createTestClock, introduce, type StorePlace, testLimits } from './message-store.testing.ts';

export function messageStoreContract(name: string, createPlace: () => StorePlace): void {
  function example(title: string, run: (it: Case) => Promise<void>, changes: Partial<Limits> = {}): void {
    test(`${name}: ${title}`, async () => {
      const place = createPlace();
      const clock = createTestClock();
      const limits = testLimits(changes);
      const open = () => place.open({ clock, limits });
      const it: Case = {
        store: await open(),
        clock,
        async restart() {
          await it.store.close();
          it.store = await open();
        },
        async copy() {
          await it.store.close();
          const putBack = place.copy();
          it.store = await open();
          return async () => {
            await it.store.close();
            putBack();
            it.store = await open();
          };
        },
      };
      await introduce(it.store);
      try {
        await run(it);
      } finally {
        await it.store.close();
      }
    });
  }
  appending(example);
  repeats(example);
  deviceSets(example);
  acks(example);
  connections(example);
  copies(example);
  caps(example);
  goneWithoutAck(example);
  purgedReceipts(example);
  queries(example);
  groups(example);
  fanOuts(example);
  groupReceipts(example);
}
