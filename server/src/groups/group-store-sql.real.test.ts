import { databaseAt, inTurn, newDatabase } from '../lib/mysql.testing.ts';
import { groupStoreContract } from './group-store.contract.ts';
import { openSqlGroupStore } from './group-store-sql.ts';

const open = async (name: string) => openSqlGroupStore(await databaseAt(name));

groupStoreContract('mariadb', open, newDatabase);
groupStoreContract('mariadb, four processes', name => inTurn(() => open(name)), newDatabase);
