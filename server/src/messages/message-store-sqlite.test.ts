import { messageStoreContract } from './message-store.contract.ts';
import type { StorePlace } from './message-store.testing.ts';
import { messageStoreRandom } from './message-store-random.testing.ts';
import { openSqliteMessageStore } from './message-store-sqlite.ts';
import { temporaryPath } from './temporary-path.testing.ts';

function createPlace(): StorePlace {
  const path = temporaryPath();
  return { open: options => openSqliteMessageStore({ ...options, path }) };
}

messageStoreContract('sqlite', createPlace);
messageStoreRandom('sqlite', createPlace, [1, 2, 3, 4, 5]);
