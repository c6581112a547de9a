// The frames of a registered device by hand, without the SDK and its crypto: the server's own tests use it too.
import { type AccountId, idBytes, SUBPROTOCOL, wire } from '@parley/protocol';
import { WebSocket } from 'ws';

export interface Credentials {
  readonly account: AccountId;
  readonly device: number;
  readonly token: Uint8Array;
}

export interface RawConnection {
  readonly socket: WebSocket;
  readonly credentials: Credentials;
  readonly welcome: wire.Welcome;
  send(frame: wire.ClientFrame.$Properties): void;
  /** Acks everything delivered so far, once for all that one turn of the event loop brings. */
  ack(upTo: number): void;
  close(): Promise<void>;
}

export interface RawOptions {
  readonly connectionEpoch: number;
  readonly resume?: { readonly inboxEpoch: number; readonly cursor: number };
  /** Every frame after Welcome. */
  readonly onFrame: (frame: wire.ServerFrame, connection: RawConnection) => void;
  readonly onClose?: (code: number) => void;
}

/** Connects and says Hello; resolves once welcomed. */
export function connectRaw(url: string, credentials: Credentials, options: RawOptions): Promise<RawConnection> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/socket`, SUBPROTOCOL, { perMessageDeflate: false });
    let connection: RawConnection | undefined;
    socket.on('open', () => {
      const { account, device, token } = credentials;
      const hello = {
        token,
        account: idBytes(account),
        device,
        connectionEpoch: options.connectionEpoch,
        client: 'raw',
        ...(options.resume ? { resume: options.resume } : {}),
      };
      socket.send(wire.ClientFrame.encode({ hello }).finish());
    });
    socket.on('message', data => {
      const frame = wire.ServerFrame.decode(data as Buffer) as wire.ServerFrame;
      if (connection) return options.onFrame(frame, connection);
      if (!frame.welcome) return reject(new Error(`no welcome: ${JSON.stringify(frame.problem ?? frame)}`));
      connection = createConnection(socket, credentials, frame.welcome as wire.Welcome);
      resolve(connection);
    });
    socket.on('error', reject);
    socket.on('close', code => {
      reject(new Error(`closed with ${code}`));
      options.onClose?.(code);
    });
  });
}

function createConnection(socket: WebSocket, credentials: Credentials, welcome: wire.Welcome): RawConnection {
  let toAck = 0;
  const send = (frame: wire.ClientFrame.$Properties): void => socket.send(wire.ClientFrame.encode(frame).finish());
  const flushAck = (): void => {
    const upTo = toAck;
    toAck = 0;
    if (socket.readyState === WebSocket.OPEN) send({ ack: { inboxEpoch: welcome.inboxEpoch, upTo } });
  };
  return {
    socket,
    credentials,
    welcome,
    send,
    ack(upTo) {
      if (toAck === 0) setImmediate(flushAck);
      toAck = upTo;
    },
    close: () =>
      new Promise(resolve => {
        if (socket.readyState === WebSocket.CLOSED) return resolve();
        socket.on('close', () => resolve());
        socket.close();
      }),
  };
}

/** A Send of one opaque part to a single-device account. */
export function rawSend(id: Uint8Array, to: AccountId, body: Uint8Array): wire.Send.$Properties {
  return {
    id,
    to: idBytes(to),
    toListVersion: 1,
    ownListVersion: 1,
    parts: [{ device: 1, ciphertext: { kind: 1, data: body } }],
  };
}
