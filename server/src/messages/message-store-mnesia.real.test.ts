import { messageStoreContract } from './message-store.contract.ts';
import { messageStoreRandom } from './message-store-random.testing.ts';
import { createMnesiaPlace } from './mnesia-place.testing.ts';

messageStoreContract('mnesia', createMnesiaPlace);
messageStoreRandom('mnesia', createMnesiaPlace, [1, 2, 3]);
