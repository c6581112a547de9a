// How fast does a device that was away get what waits for it: 20,000 messages, server side.
import { connectRaw, randomBytes, rawSend, registerRawDevice } from '../dev/raw-device.ts';
import { newMessageId } from './lib/message-id.ts';
import { median, type Report, type Row, round } from './lib/report.ts';
import { type BenchServer, startBenchServer } from './lib/server.ts';

const BODY_BYTES = 300;
const QUEUED = 20_000;
const RUNS = 5;
const WINDOW = 200;
const SENDERS = 4;

export async function run(): Promise<Report> {
  const server = await startBenchServer({ env: { PARLEY_MAX_INBOX_ROWS: '100000' } });
  const firstMs: number[] = [];
  const allMs: number[] = [];
  const micros: number[] = [];
  const storedPerSecond: number[] = [];
  try {
    for (let i = 0; i < RUNS; i++) {
      const result = await one(server, i);
      firstMs.push(result.firstMs);
      allMs.push(result.allMs);
      micros.push(result.micros);
      storedPerSecond.push(result.storedPerSecond);
    }
  } finally {
    await server.stop();
  }
  const row: Row = {
    queued: QUEUED,
    'stored/s while offline': round(median(storedPerSecond), 0),
    'first 50 ms': round(median(firstMs)),
    'all, acked ms': round(median(allMs)),
    'server µs/msg': round(median(micros)),
  };
  return {
    question: 'drain',
    setup: { bodyBytes: BODY_BYTES, runs: RUNS, senders: SENDERS, tls: false, durable: true },
    rows: [row],
  };
}

async function one(server: BenchServer, n: number) {
  const recipient = await registerRawDevice(server.url, `+1555300${String(1_000 + 10 * n)}`);
  const fillStart = performance.now();
  await Promise.all(
    Array.from({ length: SENDERS }, async (_, i) => {
      const sender = await registerRawDevice(server.url, `+1555300${String(1_001 + 10 * n + i)}`);
      await fill(server, sender, recipient.account);
    }),
  );
  const storedPerSecond = QUEUED / ((performance.now() - fillStart) / 1_000);
  const before = server.cpu();
  const start = performance.now();
  let firstMs = 0;
  let count = 0;
  await new Promise<void>((resolve, reject) => {
    connectRaw(server.url, recipient, {
      connectionEpoch: 1,
      onFrame(frame, connection) {
        if (frame.deliver) {
          if (++count === 50) firstMs = performance.now() - start;
          connection.ack(frame.deliver.seq ?? 0);
        }
        if (frame.live) resolve();
      },
    }).catch(reject);
  });
  if (count !== QUEUED) throw new Error(`${count} of ${QUEUED} messages came`);
  const allMs = performance.now() - start;
  const after = server.cpu();
  return {
    firstMs,
    allMs,
    storedPerSecond,
    micros: ((after.user + after.system - before.user - before.system) * 1_000) / QUEUED,
  };
}

async function fill(
  server: BenchServer,
  sender: Awaited<ReturnType<typeof registerRawDevice>>,
  to: typeof sender.account,
): Promise<void> {
  const share = QUEUED / SENDERS;
  let left = share;
  let answered = 0;
  await new Promise<void>((resolve, reject) => {
    const next = (connection: { send(frame: { send: ReturnType<typeof rawSend> }): void }): void => {
      if (left-- > 0) connection.send({ send: rawSend(newMessageId(), to, randomBytes(BODY_BYTES)) });
    };
    connectRaw(server.url, sender, {
      connectionEpoch: 1,
      onFrame(frame, connection) {
        if (frame.refused) return reject(new Error(`refused: ${JSON.stringify(frame.refused)}`));
        if (!frame.sent) return;
        if (++answered === share) return resolve();
        next(connection);
      },
    }).then(connection => {
      for (let i = 0; i < WINDOW; i++) next(connection);
    }, reject);
  });
}
