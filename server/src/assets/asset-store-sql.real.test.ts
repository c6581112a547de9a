import { databaseAt, inTurn, newDatabase } from '../lib/mysql.testing.ts';
import { assetStoreContract } from './asset-store.contract.ts';
import { openSqlAssetStore } from './asset-store-sql.ts';

const open = async (name: string) => openSqlAssetStore(await databaseAt(name));

assetStoreContract('mariadb', open, newDatabase);
assetStoreContract('mariadb, four processes', name => inTurn(() => open(name)), newDatabase);
