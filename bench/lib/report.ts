// What a bench prints: rows for a person, or one JSON document with the machine it ran on.
import { cpus, totalmem } from 'node:os';

export type Row = Readonly<Record<string, string | number>>;

export interface Report {
  readonly question: string;
  /** Sizes and settings the figures hold for. */
  readonly setup: Readonly<Record<string, string | number | boolean>>;
  readonly rows: readonly Row[];
}

export function print(report: Report, asJson: boolean): void {
  if (asJson) {
    process.stdout.write(
      `${JSON.stringify({ ...report, machine: machine(), date: new Date().toISOString().slice(0, 10) }, null, 2)}\n`,
    );
    return;
  }
  process.stdout.write(`\n${report.question}  ${JSON.stringify(report.setup)}\n`);
  console.table(report.rows);
}

function machine() {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

export function round(value: number, digits = 1): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
