import { rateLimitsContract } from './rate-limits.contract.ts';
import { createMemoryRateLimits } from './rate-limits-memory.ts';

rateLimitsContract('memory', createMemoryRateLimits);
