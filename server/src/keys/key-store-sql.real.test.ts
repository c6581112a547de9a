import { databaseAt, inTurn, newDatabase } from '../lib/mysql.testing.ts';
import { keyStoreContract } from './key-store.contract.ts';
import { openSqlKeyStore } from './key-store-sql.ts';

const open = async (name: string) => openSqlKeyStore(await databaseAt(name));

keyStoreContract('mariadb', open, newDatabase);
keyStoreContract('mariadb, four processes', name => inTurn(() => open(name)), newDatabase);
