// Prometheus text from plain numbers: rooms count in fields of their own, and are asked when somebody scrapes.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  /** A value read at each scrape. Counters only rise. */
  add(
    kind: 'counter' | 'gauge',
    name: string,
    help: string,
    read: () => number | Readonly<Record<string, number>>,
  ): void;
  /** Observed when it happens. Answers what takes an observation. */
  histogram(name: string, help: string, buckets: readonly number[]): (value: number) => void;
  text(): Promise<string>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'parley_' });
  return {
    add(kind, name, help, read) {
      const Kind = kind === 'counter' ? Counter : Gauge;
      const metric = new Kind({
        name: `parley_${name}`,
        help,
        registers: [registry],
        labelNames: ['kind'],
        collect() {
          metric.reset();
          const value = read();
          if (typeof value === 'number') metric.inc(value);
          else for (const [label, count] of Object.entries(value)) metric.inc({ kind: label }, count);
        },
      });
    },
    histogram(name, help, buckets) {
      const histogram = new Histogram({ name: `parley_${name}`, help, buckets: [...buckets], registers: [registry] });
      return value => histogram.observe(value);
    },
    text: () => registry.metrics(),
  };
}
