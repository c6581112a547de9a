import { deleteIndexedDbStore, openIndexedDbStore } from '../../../client/src/browser/index.ts';
import { storeContract } from '../../../client/src/store/store.contract.ts';
import { runAll } from '../support/stand-in-test.ts';

let databases = 0;
const newName = (): string => `contract/${++databases}`;

storeContract('IndexedDB', () => openIndexedDbStore(newName()));

/** What was committed before another page opened the database is there; what was lost is told. */
async function keeps(): Promise<readonly [epoch: number | undefined, lost: boolean]> {
  const first = await openIndexedDbStore('kept');
  await first.commit([{ collection: 'connection', key: 'self', row: { epoch: 7 } }]);
  await first.close();
  const lost = Promise.withResolvers<boolean>();
  const second = await openIndexedDbStore('kept', { lost: () => lost.resolve(true) });
  const epoch = (await second.get('connection', 'self'))?.epoch;
  await deleteIndexedDbStore('kept');
  return [epoch, await lost.promise];
}

Object.assign(globalThis, { runAll, keeps });
