// When a device has its turn: at once, unless it has just had one and has fetched nothing since. Many at a time, but not
// all; those for whom there is no room are left out.
import { type DeviceAddress, type DeviceKey, deviceKey, type Limits } from '@parley/protocol';

export type TurnEnd =
  /** It is left alone for `pushEveryMs`. */
  | 'pushed'
  /** There was nothing to do. */
  | 'none'
  | { readonly retryMs: number };

/** Runs something later; the answer calls it off. */
export type After = (ms: number, run: () => void) => () => void;

interface TurnsDeps {
  readonly limits: Pick<Limits, 'pushEveryMs' | 'maxPushDevices'>;
  readonly after: After;
  /** `tries`: how often it has asked to be called again. Never rejects. */
  readonly run: (device: DeviceAddress, tries: number) => Promise<TurnEnd>;
}

export interface Turns {
  wake(device: DeviceAddress): void;
  /** Whatever it was to be told it knows. */
  forget(device: DeviceAddress): void;
  stats(): { readonly waiting: number; readonly dropped: number };
  /** Resolves when what runs has ended. */
  stop(): Promise<void>;
}

interface State {
  readonly device: DeviceAddress;
  step: 'queued' | 'running' | 'resting' | 'retrying';
  /** Woken meanwhile. */
  again: boolean;
  tries: number;
  cancel?: () => void;
}

const MAX_RUNNING = 64;

export function createTurns({ limits, after, run }: TurnsDeps): Turns {
  const states = new Map<DeviceKey, State>();
  const queue: State[] = [];
  const running = new Set<Promise<void>>();
  let head = 0;
  let dropped = 0;
  let stopped = false;

  function enqueue(state: State): void {
    state.step = 'queued';
    queue.push(state);
    pump();
  }

  function pump(): void {
    while (!stopped && head < queue.length && running.size < MAX_RUNNING) {
      const state = queue[head++]!;
      if (states.get(keyOf(state.device)) !== state) continue; // forgotten meanwhile
      const turn = runOne(state).finally(() => {
        running.delete(turn);
        pump();
      });
      running.add(turn);
    }
    if (head === queue.length) {
      queue.length = 0;
      head = 0;
    }
  }

  async function runOne(state: State): Promise<void> {
    state.step = 'running';
    state.again = false;
    const end = await run(state.device, state.tries);
    if (stopped || states.get(keyOf(state.device)) !== state) return;
    if (end === 'pushed') rest(state);
    else if (end === 'none') states.delete(keyOf(state.device));
    else retry(state, end.retryMs);
  }

  function rest(state: State): void {
    state.step = 'resting';
    state.tries = 0;
    state.cancel = after(limits.pushEveryMs, () => {
      if (state.again) enqueue(state);
      else states.delete(keyOf(state.device));
    });
  }

  function retry(state: State, ms: number): void {
    state.step = 'retrying';
    state.tries++;
    state.cancel = after(ms, () => enqueue(state));
  }

  return {
    wake(device) {
      const key = keyOf(device);
      const known = states.get(key);
      if (known) {
        known.again = true;
        return;
      }
      if (stopped || states.size >= limits.maxPushDevices) {
        dropped++;
        return;
      }
      const state: State = { device, step: 'queued', again: false, tries: 0 };
      states.set(key, state);
      enqueue(state);
    },
    forget(device) {
      const key = keyOf(device);
      states.get(key)?.cancel?.();
      states.delete(key);
    },
    stats: () => ({ waiting: queue.length - head, dropped }),
    async stop() {
      stopped = true;
      for (const { cancel } of states.values()) cancel?.();
      await Promise.all(running);
    },
  };
}

const keyOf = ({ account, device }: DeviceAddress): DeviceKey => deviceKey(account, device);
