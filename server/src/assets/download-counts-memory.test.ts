import { downloadCountsContract } from './download-counts.contract.ts';
import { createMemoryDownloadCounts } from './download-counts-memory.ts';

downloadCountsContract('memory', createMemoryDownloadCounts);
