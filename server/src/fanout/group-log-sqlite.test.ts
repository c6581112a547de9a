import { temporaryPath } from '../lib/temporary-path.testing.ts';
import { groupLogContract } from './group-log.contract.ts';
import { openSqliteGroupLog } from './group-log-sqlite.ts';

groupLogContract('sqlite', () => {
  const path = temporaryPath();
  return () => openSqliteGroupLog({ path });
});
