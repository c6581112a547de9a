import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryPath } from '../lib/temporary-path.testing.ts';
import { messageStoreContract } from './message-store.contract.ts';
import type { StorePlace } from './message-store.testing.ts';
import { messageStoreRandom } from './message-store-random.testing.ts';
import { openSqliteMessageStore } from './message-store-sqlite.ts';

function createPlace(): StorePlace {
  const folder = temporaryPath();
  mkdirSync(folder);
  let copied = 0;
  return {
    open: options => openSqliteMessageStore({ ...options, path: join(folder, 'messages.sqlite') }),
    copy() {
      const copy = `${folder}-${++copied}`;
      cpSync(folder, copy, { recursive: true });
      return () => {
        rmSync(folder, { recursive: true });
        cpSync(copy, folder, { recursive: true });
      };
    },
  };
}

messageStoreContract('sqlite', createPlace);
messageStoreRandom('sqlite', createPlace, [1, 2, 3, 4, 5]);
