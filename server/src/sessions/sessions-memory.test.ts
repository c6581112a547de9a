import { sessionsContract } from './sessions.contract.ts';
import { createMemorySessions } from './sessions-memory.ts';

sessionsContract('memory', createMemorySessions);
