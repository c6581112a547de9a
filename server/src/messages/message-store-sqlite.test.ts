import { messageStoreContract } from './message-store.contract.ts';
import { openSqliteMessageStore } from './message-store-sqlite.ts';
import { temporaryPath } from './temporary-path.testing.ts';

messageStoreContract('sqlite', () => {
  const path = temporaryPath();
  return { open: options => openSqliteMessageStore({ ...options, path }) };
});
