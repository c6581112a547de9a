// Fault runs on a cluster under steady load: one fault, then rest, in which a few come back, then the history is checked.
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../server/src/lib/random.testing.ts';
import { type Cluster, startCluster } from '../cluster/start.ts';
import { CELLS, shareShards } from './cells.ts';
import { faults } from './faults.ts';
import { ackedIn, check, type Finding, kinds, longestWaitMs } from './history.ts';
import { gaugeOf } from './mailbox-gauges.ts';
import { isToMover } from './movers.ts';
import { type Crowd, createCrowd } from './people.ts';

export interface Run extends Totals {
  readonly fault: string;
  readonly seed: number;
  /** What is wrong, the first of each kind; absent when nothing is. */
  readonly findings?: readonly Finding[];
}

/**
 * Messages that the server took, those of them to people who move, files that were sent with them and opened, times that one had to
 * come again because it could not be read, what is wrong with any, rows that inboxes hold in the end with everybody connected.
 */
export type Totals = Readonly<
  Record<'acked' | 'toMovers' | 'files' | 'parked' | Finding['kind'] | 'leftover', number>
> & {
  /** From when all parts ran again until the server had taken all that was written. */
  readonly sentMs: number;
  /** And until everybody had it and every author knew. */
  readonly recoveryMs: number;
  /** What anything waited at most for somebody who was online, after that. */
  readonly waitMs: number;
};

export interface Nemesis {
  run(fault: string, seed: number): Promise<Run>;
  stop(): Promise<void>;
}

export interface NemesisOptions {
  /** Faults that will be asked for: they say what the cluster must have. */
  readonly faults: readonly string[];
  /** Where the source is; this repository, when not said. */
  readonly source?: string;
  /** Messages, and as many to people who move; 40, when not said. */
  readonly perSecond?: number;
  /** To people who move, in each run, in any case. */
  readonly leastToMovers?: number;
  /** How long what stops is frozen, where a fault does not say it itself; 30 s, when not said. */
  readonly stopMs?: number;
  /** How long everything may take to arrive before it counts as lost; three minutes, when not said. */
  readonly patienceMs?: number;
  readonly tell?: (line: string) => void;
}

const BEFORE_MS = 1_000;
const AFTER_MS = 1_000;
/** Longer than the slow poll, which finds what no hint told of (D11). */
const REST_MS = 90_000;
const PER_SECOND = 40;
const PATIENCE_MS = 180_000;
const BROKERS = 3;
/** Of each kind. */
const TOLD_FINDINGS = 5;

export async function startNemesis(options: NemesisOptions): Promise<Nemesis> {
  const unknown = options.faults.filter(name => !faults[name]);
  if (unknown.length > 0) throw new Error(`No fault ${unknown.join(', ')}. Faults: ${Object.keys(faults).join(', ')}.`);
  const needsCells = options.faults.some(name => faults[name]!.needsCells);
  const cluster = await startCluster({
    mailboxCells: needsCells ? CELLS : 1,
    replicas: options.faults.some(name => name.endsWith('mysql-replica')) ? 1 : 0,
    mailboxApart: options.faults.some(name => faults[name]!.needsNetwork),
    withClocks: options.faults.some(name => faults[name]!.needsClocks),
    kafkaBrokers: options.faults.some(name => name.endsWith('kafka-broker')) ? BROKERS : 1,
    env: { PARLEY_WEB: 'none', PARLEY_SENDS_PER_SECOND: '0' },
    ...(options.source ? { source: options.source } : {}),
    ...(options.tell ? { tell: options.tell } : {}),
  });
  try {
    if (needsCells) await shareShards(cluster);
    const crowd = await createCrowd(cluster.url);
    return {
      run: (fault, seed) =>
        runOnce(
          { cluster, crowd, perSecond: PER_SECOND, patienceMs: PATIENCE_MS, leastToMovers: 0, ...options },
          fault,
          seed,
        ),
      async stop() {
        await crowd.close();
        await cluster.stop();
      },
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

interface Running {
  readonly cluster: Cluster;
  readonly crowd: Crowd;
  readonly perSecond: number;
  readonly patienceMs: number;
  readonly leastToMovers: number;
  readonly stopMs?: number;
}

async function runOnce(running: Running, fault: string, seed: number): Promise<Run> {
  const { cluster, crowd, patienceMs } = running;
  const random = createRandom(seed);
  const writing = crowd.write({ ...running, random });
  await sleep(BEFORE_MS);
  await faults[fault]!.happen(cluster, { ...running, random });
  const healed = performance.now();
  await sleep(AFTER_MS);
  await writing.stop();
  await crowd.whenSent();
  const since = (): number => Math.max(0, Math.round(performance.now() - healed - AFTER_MS));
  const sentMs = since();
  const isCalm = await crowd.whenTold(patienceMs);
  const recoveryMs = since();
  if (isCalm) {
    await crowd.comeBack(random);
    await crowd.whenSent();
    await crowd.whenTold(patienceMs);
  }
  const history = await crowd.history();
  const findings = check(history);
  const acked = [...ackedIn(history.events)];
  return {
    fault,
    seed,
    acked: acked.length,
    toMovers: acked.filter(isToMover).length,
    files: new Set(history.events.flatMap(event => (event.kind === 'opened' ? [event.what] : []))).size,
    parked: history.events.filter(({ kind }) => kind === 'parked').length,
    ...countsOf(kind => findings.filter(finding => finding.kind === kind).length),
    leftover: await rowsLeft(cluster),
    sentMs,
    recoveryMs,
    waitMs: Math.round(longestWaitMs(history)),
    ...(findings.length > 0 ? { findings: firstOf(findings) } : {}),
  };
}

const firstOf = (findings: readonly Finding[]): Finding[] =>
  [...Map.groupBy(findings, ({ kind }) => kind).values()].flatMap(some => some.slice(0, TOLD_FINDINGS));

const countsOf = (count: (kind: Finding['kind']) => number) =>
  Object.fromEntries(kinds.map(kind => [kind, count(kind)])) as Record<Finding['kind'], number>;

/** Of all inboxes, once they are empty, or when that takes too long. */
async function rowsLeft({ mailbox }: Cluster): Promise<number> {
  for (const end = performance.now() + REST_MS; ; await sleep(100)) {
    const rows = await Promise.all(mailbox!.nodes.map((_, node) => gaugeOf(mailbox!, node, 'rows')));
    const sum = rows.reduce((a, b) => a + b, 0);
    if (sum === 0 || performance.now() > end) return sum;
  }
}

/** The longest times, and the sums of all else. */
export function sumOf(runs: readonly Run[]): Totals {
  const sum = (name: Exclude<keyof Totals, 'sentMs' | 'recoveryMs' | 'waitMs'>): number =>
    runs.reduce((total, run) => total + run[name], 0);
  return {
    acked: sum('acked'),
    toMovers: sum('toMovers'),
    files: sum('files'),
    parked: sum('parked'),
    ...countsOf(sum),
    leftover: sum('leftover'),
    sentMs: Math.max(0, ...runs.map(run => run.sentMs)),
    recoveryMs: Math.max(0, ...runs.map(run => run.recoveryMs)),
    waitMs: Math.max(0, ...runs.map(run => run.waitMs)),
  };
}

export const isRight = (totals: Totals): boolean => totals.leftover === 0 && kinds.every(kind => totals[kind] === 0);
