// "Is typing" of a device, on its way out and in. It is the first thing to be dropped when there is much to do.
import { type DeviceAddress, deviceKey, type wire } from '@parley/protocol';
import { type Connection, isOpen } from './connection.ts';
import { type Context, write } from './context.ts';

/** What this gateway has handed on and not heard the end of. */
const MAX_UNDER_WAY = 1_000;

export function onTyping(context: Context, connection: Connection, typing: wire.Typing): void {
  const { counts, limits, now } = context;
  if (now - connection.typedSince >= limits.typingWindowMs) {
    connection.typedSince = now;
    connection.typed = 0;
  }
  if (++connection.typed > limits.typingPerWindow || context.typingUnderWay >= MAX_UNDER_WAY) {
    counts.typingDropped++;
    return;
  }
  context.typingUnderWay++;
  const { account, group, kind } = typing; // what is absent on the wire is not its own, and would get lost on a link
  const plain = { account, group, kind } as wire.Typing;
  context.messages
    .typing(connection.device!, plain)
    .catch(error => context.log.debug({ error }, 'a typing notice got lost'))
    .finally(() => {
      context.typingUnderWay--;
    });
}

/** A device that is behind with its messages has no use for it. */
export function onSignal(context: Context, devices: readonly DeviceAddress[], frame: Uint8Array): void {
  for (const { account, device } of devices) {
    const connection = context.byDevice.get(deviceKey(account, device));
    if (!connection || !isOpen(connection) || connection.queueLongSince > 0) continue;
    write(context, connection, 'typing', frame);
  }
}
