import { databaseAt, inTurn, newDatabase } from '../lib/mysql.testing.ts';
import { accountStoreContract } from './account-store.contract.ts';
import { openSqlAccountStore } from './account-store-sql.ts';
import { presenceStoreContract } from './presence-store.contract.ts';
import { privacyStoreContract } from './privacy-store.contract.ts';

const open = async (name: string) => openSqlAccountStore(await databaseAt(name));

accountStoreContract('mariadb', open, newDatabase);
accountStoreContract('mariadb, four processes', name => inTurn(() => open(name)), newDatabase);
presenceStoreContract('mariadb', open, newDatabase);
privacyStoreContract('mariadb', open, newDatabase);
privacyStoreContract('mariadb, four processes', name => inTurn(() => open(name)), newDatabase);
