// Where devices are connected: in memory for one process, in Redis for several.

import type { Gateways } from '../sessions/gateways.ts';
import { createMemoryGateways } from '../sessions/gateways-memory.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { createMemorySessions } from '../sessions/sessions-memory.ts';
import type { Process } from './process.ts';

export interface OpenedSessions {
  readonly sessions: Sessions;
  readonly gateways: Gateways;
}

export async function openSessions(_process: Process): Promise<OpenedSessions> {
  return { sessions: createMemorySessions(), gateways: createMemoryGateways() };
}
