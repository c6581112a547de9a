// A stamped record as it stands in the group log: the envelope that its devices get.
import { accountIdFrom, groupIdFrom, idBytes, messageIdFrom, wire } from '@parley/protocol';
import type { FanOut, GroupRecord } from '../messages/group-shard.ts';
import type { LogRecord } from './group-log.ts';

/** Everything about a record but who gets it. */
export interface Addressed extends Omit<FanOut, 'accounts'> {
  readonly kind: GroupRecord['kind'];
  readonly roster: number;
}

export function logRecordOf(record: GroupRecord): LogRecord {
  const envelope = record.kind === 'message' ? messageEnvelope(record) : rosterEnvelope(record);
  return { key: record.group, value: wire.Envelope.encode(envelope).finish() };
}

function messageEnvelope({
  group,
  seq,
  ts,
  roster,
  sender,
  id,
  control,
  data,
}: GroupRecord): wire.Envelope.$Properties {
  return {
    id: idBytes(id!),
    sender: idBytes(sender!.account),
    senderDevice: sender!.device,
    ts,
    control,
    groupMessage: { group: idBytes(group), seq, roster, data },
  };
}

function rosterEnvelope({ seq, ts, data }: GroupRecord): wire.Envelope.$Properties {
  return { ts, groupRoster: { ...wire.GroupRosterEntry.decode(data), seq, ts } };
}

/** @throws {Error} it is no record */
export function readLogRecord({ value }: LogRecord): Addressed {
  const { id, sender, senderDevice, ts, control, groupMessage, groupRoster } = wire.Envelope.decode(
    value,
  ) as wire.Envelope;
  const common = { ts, control, envelope: value };
  if (groupMessage) {
    const { group, seq, roster } = groupMessage as wire.GroupCiphertext;
    const address = { account: accountIdFrom(sender), device: senderDevice };
    return {
      ...common,
      kind: 'message',
      group: groupIdFrom(group),
      seq,
      roster,
      sender: address,
      id: messageIdFrom(id),
    };
  }
  const { group, seq, number } = groupRoster as wire.GroupRosterEntry;
  return { ...common, kind: 'roster', group: groupIdFrom(group), seq, roster: number };
}
