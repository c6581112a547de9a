import { databaseAt, newDatabase } from '../lib/mysql.testing.ts';
import { accountStoreContract } from './account-store.contract.ts';
import { openSqlAccountStore } from './account-store-sql.ts';

accountStoreContract('mariadb', async name => openSqlAccountStore(await databaseAt(name)), newDatabase);
