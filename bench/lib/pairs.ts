// Devices that write to each other for the relay's measurements: registered, connected, acking whatever comes.
import { closeTable, limits, toHex, wire } from '@parley/protocol';
import {
  type Credentials,
  connectRaw,
  type RawConnection,
  randomBytes,
  rawSend,
  registerRawDevice,
} from '../../dev/raw-device.ts';
import { newMessageId } from './message-id.ts';
import type { BenchServer } from './server.ts';

const BODY_BYTES = 300;
const SERVER_STOPS = closeTable.server_shutdown.code;
const body = randomBytes(BODY_BYTES);

export interface Pair {
  /** Sends a message. What is beyond the sends that a connection may have pending waits, as it would in a client. */
  send(dueAt: number): void;
  /** Messages whose receipt has not come back. */
  open(): number;
  /** Called with the time that was given to `send`, when the message's receipt has come back. */
  onReceipt: (dueAt: number) => void;
  close(): void;
}

let registered = 0;

/** Where the two of a pair connect. */
interface Places {
  readonly sender: string;
  readonly receiver: string;
}

/** Makes new devices and connects them, to the server itself unless said. */
export async function connectPairs(
  server: BenchServer,
  count: number,
  places: Places = { sender: server.url, receiver: server.url },
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let i = 0; i < count; i++) {
    const [a, b] = [await register(server), await register(server)];
    pairs.push(await connectPair(places, a, b));
  }
  return pairs;
}

const register = ({ url }: BenchServer) => registerRawDevice(url, `+1555${String(2_000_000 + registered++)}`);

async function connectPair(places: Places, a: Credentials, b: Credentials): Promise<Pair> {
  const due = new Map<string, number>();
  const waiting: number[] = [];
  let pending = 0;
  let isClosing = false;
  // A pair that is cut off must not be measured as silence.
  const onClose = (code: number): void => {
    if (!isClosing && code !== SERVER_STOPS) throw new Error(`the server closed a connection with ${code}`);
  };
  const receiver = await connectRaw(places.receiver, b, {
    connectionEpoch: 1,
    onClose,
    onFrame: (frame, connection) => frame.deliver && connection.ack(frame.deliver.seq ?? 0),
  });
  const sendNow = (dueAt: number): void => {
    const id = newMessageId();
    pending++;
    due.set(toHex(id), dueAt);
    sender.send({ send: rawSend(id, b.account, body) });
  };
  const onAnswer = (): void => {
    pending--;
    if (waiting.length > 0) sendNow(waiting.shift()!);
  };
  const sender: RawConnection = await connectRaw(places.sender, a, {
    connectionEpoch: 1,
    onClose,
    onFrame(frame, connection) {
      if (frame.refused) throw new Error(`refused: ${JSON.stringify(frame.refused)}`);
      if (frame.sent) onAnswer();
      if (!frame.deliver) return;
      connection.ack(frame.deliver.seq ?? 0);
      for (const id of receiptIds(frame.deliver.envelope ?? new Uint8Array())) {
        const dueAt = due.get(id)!;
        due.delete(id);
        pair.onReceipt(dueAt);
      }
    },
  });
  for (const connection of [sender, receiver]) keepAlive(connection);
  const pair: Pair = {
    send: dueAt => (pending < limits.maxPendingSends ? sendNow(dueAt) : void waiting.push(dueAt)),
    open: () => due.size + waiting.length,
    onReceipt: () => {},
    close() {
      isClosing = true;
      for (const connection of [sender, receiver]) connection.close();
    },
  };
  return pair;
}

/** While other pairs are measured. */
function keepAlive(connection: RawConnection): void {
  setInterval(() => connection.send({ ping: { nonce: 1 } }), limits.heartbeatMs).unref();
}

function receiptIds(envelope: Uint8Array): string[] {
  return (wire.Envelope.decode(envelope).delivered?.ids ?? []).map(toHex);
}
