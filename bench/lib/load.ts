// The two ways of putting load on the relay, and what they cost the server.
import type { Pair } from './pairs.ts';
import { quantile } from './report.ts';
import type { BenchServer } from './server.ts';

export interface Cost {
  readonly userMicros: number;
  readonly systemMicros: number;
  readonly perSecond: number;
  readonly flushes: number;
  readonly p50: number;
  readonly p99: number;
  /** Part of a core that this process used: near 1, it is itself the limit. */
  readonly generatorCore: number;
}

/** `window` messages of one pair are under way, and the next leaves when a receipt comes back. */
export function closedLoop(server: BenchServer, pair: Pair, window: number, messages: number): Promise<Cost> {
  return measure(server, messages, latencies => {
    let sent = 0;
    const sendOne = (): void => {
      sent++;
      pair.send(performance.now());
    };
    return new Promise<void>(resolve => {
      pair.onReceipt = dueAt => {
        latencies.push(performance.now() - dueAt);
        if (sent < messages) sendOne();
        else if (pair.open() === 0) resolve();
      };
      for (let i = 0; i < window; i++) sendOne();
    });
  });
}

/** A fixed rate. Latency is from the time a message was due, so that a stall counts for everything it held up. */
export function openLoop(server: BenchServer, pairs: readonly Pair[], rate: number, seconds: number): Promise<Cost> {
  const total = rate * seconds;
  return measure(server, total, async latencies => {
    for (const pair of pairs) pair.onReceipt = dueAt => latencies.push(performance.now() - dueAt);
    const start = performance.now();
    for (let sent = 0; sent < total; ) {
      const until = Math.min(total, Math.floor(((performance.now() - start) / 1_000) * rate));
      for (; sent < until; sent++) pairs[sent % pairs.length]!.send(start + (sent / rate) * 1_000);
      await new Promise(resolve => setTimeout(resolve, 1));
    }
    while (pairs.some(pair => pair.open() > 0)) await new Promise(resolve => setTimeout(resolve, 5));
  });
}

const FLUSHES = 'parley_store_flushes_total';

async function measure(
  server: BenchServer,
  messages: number,
  work: (latencies: number[]) => Promise<void>,
): Promise<Cost> {
  const latencies: number[] = [];
  const flushes = await server.metric(FLUSHES);
  const cpu = server.cpu();
  const own = process.cpuUsage();
  const start = performance.now();
  await work(latencies);
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(own);
  const after = server.cpu();
  return {
    userMicros: ((after.user - cpu.user) * 1_000) / messages,
    systemMicros: ((after.system - cpu.system) * 1_000) / messages,
    perSecond: messages / seconds,
    flushes: ((await server.metric(FLUSHES)) - flushes) / messages,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    generatorCore: (user + system) / 1e6 / seconds,
  };
}
