import { databaseAt, newDatabase } from '../lib/mysql.testing.ts';
import { groupStoreContract } from './group-store.contract.ts';
import { openSqlGroupStore } from './group-store-sql.ts';

groupStoreContract('mariadb', async name => openSqlGroupStore(await databaseAt(name)), newDatabase);
