import { gatewaysContract } from './gateways.contract.ts';
import type { GatewayEntry } from './gateways.ts';
import { createMemoryGateways } from './gateways-memory.ts';

gatewaysContract('memory', async () => {
  const entries = new Map<string, GatewayEntry>();
  return () => createMemoryGateways(entries);
});
