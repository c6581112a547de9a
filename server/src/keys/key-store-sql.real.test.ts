import { databaseAt, newDatabase } from '../lib/mysql.testing.ts';
import { keyStoreContract } from './key-store.contract.ts';
import { openSqlKeyStore } from './key-store-sql.ts';

keyStoreContract('mariadb', async name => openSqlKeyStore(await databaseAt(name)), newDatabase);
