// What comes from a device: decoded, counted, and given to whom it is for. Every frame is taken as the device that said
// Hello on this connection, whatever the frame names.
import { wire } from '@parley/protocol';
import { onAck } from './acks.ts';
import { type Connection, isOpen } from './connection.ts';
import { type Context, close, problem, writeFrame } from './context.ts';
import { onHello } from './hello.ts';
import { onActivity, onWatch } from './presence.ts';
import { onSend, onSendGroup } from './sends.ts';
import { onTyping } from './typing.ts';

export function onFrame(context: Context, connection: Connection, bytes: Uint8Array): void {
  if (connection.state === 'closed') return;
  try {
    receive(context, connection, bytes);
  } catch (error) {
    context.log.error({ error, device: connection.key }, 'a frame could not be dealt with');
    problem(context, connection, 'internal');
    close(context, connection, 'internal');
  }
}

function receive(context: Context, connection: Connection, bytes: Uint8Array): void {
  const frame = decode(bytes);
  if (!frame) {
    context.counts.framesIn.bad++;
    problem(context, connection, 'bad_frame');
    return close(context, connection, 'bad_frame');
  }
  if (frame.hello) {
    context.counts.framesIn.hello++;
    if (connection.state === 'new') return onHello(context, connection, frame.hello as wire.Hello);
  }
  if (frame.hello || !isOpen(connection)) {
    problem(context, connection, 'hello_expected');
    return close(context, connection, 'hello_expected');
  }
  dispatch(context, connection, frame);
}

function dispatch(context: Context, connection: Connection, frame: wire.ClientFrame): void {
  const { framesIn } = context.counts;
  if (frame.send) {
    framesIn.send++;
    onSend(context, connection, frame.send as wire.Send);
  } else if (frame.sendGroup) {
    framesIn.sendGroup++;
    onSendGroup(context, connection, frame.sendGroup as wire.SendGroup);
  } else if (frame.typing) {
    framesIn.typing++;
    onTyping(context, connection, frame.typing as wire.Typing);
  } else if (frame.activity) {
    framesIn.activity++;
    onActivity(context, connection, frame.activity as wire.Activity);
  } else if (frame.watch) {
    framesIn.watch++;
    onWatch(context, connection, frame.watch as wire.Watch);
  } else if (frame.ack) {
    framesIn.ack++;
    onAck(context, connection, frame.ack as wire.Ack);
  } else if (frame.ping) {
    framesIn.ping++;
    writeFrame(context, connection, { pong: { nonce: frame.ping.nonce ?? 0 } });
  } else if (frame.pong) {
    framesIn.pong++;
  } else {
    framesIn.unknown++;
    problem(context, connection, 'unknown_frame');
  }
}

function decode(bytes: Uint8Array): wire.ClientFrame | undefined {
  try {
    return wire.ClientFrame.decode(bytes) as wire.ClientFrame;
  } catch {
    return undefined;
  }
}

export function onText(context: Context, connection: Connection): void {
  if (connection.state === 'closed') return;
  context.counts.framesIn.bad++;
  problem(context, connection, 'bad_frame', 'Frames are binary messages, not text.');
  close(context, connection, 'bad_frame');
}

export function onTooLarge(context: Context, connection: Connection): void {
  context.counts.framesIn.bad++;
  problem(context, connection, 'too_large', `A frame has at most ${context.limits.maxFrameBytes} bytes.`);
  close(context, connection, 'frame_too_large');
}
