import { storeContract } from './store.contract.ts';
import { createMemoryStore } from './store-memory.ts';

storeContract('memory', async () => createMemoryStore());
