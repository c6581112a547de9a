import { databaseAt, inTurn, newDatabase } from '../lib/mysql.testing.ts';
import { pushStoreContract } from './push-store.contract.ts';
import { openSqlPushStore } from './push-store-sql.ts';

const open = async (name: string) => openSqlPushStore(await databaseAt(name));

pushStoreContract('mariadb', open, newDatabase);
pushStoreContract('mariadb, four processes', name => inTurn(() => open(name)), newDatabase);
