// What every part of a process is opened with.
import type { Limits } from '@parley/protocol';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Role } from '../config-cluster.ts';
import type { Clock } from '../lib/clock.ts';
import type { Metrics } from '../lib/metrics.ts';

export interface Process {
  readonly config: Config;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Has something closed when the process ends, the last opened first. */
  keep(close: () => unknown): void;
  runs(role: Role): boolean;
  /** Opens what is kept in files, once: a folder belongs to one process. Returns the path of a file in it. */
  file(name: string): string;
}
