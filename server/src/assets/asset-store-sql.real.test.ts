import { databaseAt, newDatabase } from '../lib/mysql.testing.ts';
import { assetStoreContract } from './asset-store.contract.ts';
import { openSqlAssetStore } from './asset-store-sql.ts';

assetStoreContract('mariadb', async name => openSqlAssetStore(await databaseAt(name)), newDatabase);
