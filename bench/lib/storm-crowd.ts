// Thousands of devices in processes of their own, which make their connections again whenever they end.
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../dev/node24.mjs';
import type { Credentials } from '../../dev/raw-connection.ts';
import { pack } from './sent-credentials.ts';
import type { StormRequest, StormState } from './storm-devices.ts';

export interface StormCrowd {
  /** Rejects with what they have met when they are not all live in time. */
  untilAllLive(timeoutMs: number): Promise<void>;
  /** Why connections and attempts ended since this was asked last. */
  ends(): Record<string, number>;
  stop(): void;
}

const PROCESSES = 2;
/** A connection that has just ended may still be counted in the first. */
const STEADY_REPORTS = 3 * PROCESSES;
const NOTHING: StormState = { live: 0, ends: {} };

export function startStormCrowd(port: number, devices: readonly Credentials[]): StormCrowd {
  const states = Array.from({ length: PROCESSES }, () => NOTHING);
  let onReport = (): void => {};
  let told: Record<string, number> = {};
  const children = states.map((_, i) => {
    const child: ChildProcess = fork(join(root, 'bench/lib/storm-devices.ts'));
    child.on('message', (state: StormState) => {
      states[i] = state;
      onReport();
    });
    const credentials = pack(devices.filter((_, index) => index % PROCESSES === i));
    child.send({ port, credentials } satisfies StormRequest);
    return child;
  });
  const live = (): number => states.reduce((sum, state) => sum + state.live, 0);
  return {
    async untilAllLive(timeoutMs) {
      const end = performance.now() + timeoutMs;
      for (let steady = 0; steady < STEADY_REPORTS; ) {
        if (performance.now() > end) {
          throw new Error(`${live()} of ${devices.length} are live: ${JSON.stringify(states)}`);
        }
        await new Promise<void>(resolve => {
          onReport = resolve;
        });
        steady = live() < devices.length ? 0 : steady + 1;
      }
    },
    ends() {
      const all: Record<string, number> = {};
      for (const { ends } of states)
        for (const [why, count] of Object.entries(ends)) all[why] = (all[why] ?? 0) + count;
      const since = Object.entries(all).map(([why, count]) => [why, count - (told[why] ?? 0)] as const);
      told = all;
      return Object.fromEntries(since.filter(([, count]) => count > 0));
    },
    stop() {
      for (const child of children) child.kill();
    },
  };
}
