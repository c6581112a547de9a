import {
  type AccountId,
  accountIdFrom,
  type DeviceAddress,
  type DeviceKey,
  deviceKey,
  idBytes,
  type MessageId,
  messageIdFrom,
  wire,
} from '@parley/protocol';

export interface FakeInbox {
  epoch: number;
  cursor: number;
  lastSeq: number;
  readonly rows: { readonly seq: number; readonly envelope: Uint8Array }[];
}

/** What the message service does, in memory and without its limits: enough to hold a client to its side. */
export interface FakeInboxes {
  of(device: DeviceAddress): FakeInbox;
  /** Sent or Refused; the rows are in the inboxes when it returns. */
  send(sender: DeviceAddress, send: wire.Send, now: number): wire.ServerFrame.$Properties;
  ack(device: DeviceAddress, upTo: number, now: number): void;
  append(device: DeviceAddress, envelope: wire.Envelope.$Properties): void;
}

export function createFakeInboxes(
  devicesOf: (account: AccountId) => { readonly version: number; readonly devices: readonly number[] } | undefined,
  stored: (device: DeviceAddress, seq: number, envelope: Uint8Array) => void,
): FakeInboxes {
  const inboxes = new Map<DeviceKey, FakeInbox>();
  const seen = new Map<string, number>();

  function of({ account, device }: DeviceAddress): FakeInbox {
    const key = deviceKey(account, device);
    const inbox = inboxes.get(key) ?? { epoch: 1, cursor: 0, lastSeq: 0, rows: [] };
    inboxes.set(key, inbox);
    return inbox;
  }

  function append(device: DeviceAddress, envelope: wire.Envelope.$Properties): void {
    const inbox = of(device);
    const bytes = wire.Envelope.encode(envelope).finish();
    const seq = ++inbox.lastSeq;
    inbox.rows.push({ seq, envelope: bytes });
    stored(device, seq, bytes);
  }

  function mismatch(account: AccountId, version: number, named: readonly number[], sender: DeviceAddress) {
    const list = devicesOf(account);
    if (!list) return undefined;
    const wanted = list.devices.filter(device => account !== sender.account || device !== sender.device);
    const missing = wanted.filter(device => !named.includes(device));
    const extra = named.filter(device => !wanted.includes(device));
    if (version === list.version && missing.length === 0 && extra.length === 0) return undefined;
    return { account: idBytes(account), version: list.version, missing, extra };
  }

  function mismatches(sender: DeviceAddress, to: AccountId, send: wire.Send) {
    const named = (own: boolean) => send.parts.filter(part => part.own === own).map(part => part.device ?? 0);
    const own = mismatch(sender.account, send.ownListVersion, named(true), sender);
    const their = to === sender.account ? undefined : mismatch(to, send.toListVersion, named(false), sender);
    return [their, own].filter(each => each !== undefined);
  }

  function send(sender: DeviceAddress, send: wire.Send, now: number): wire.ServerFrame.$Properties {
    const to = accountIdFrom(send.to);
    const key = `${deviceKey(sender.account, sender.device)} ${messageIdFrom(send.id)}`;
    const before = seen.get(key);
    if (before !== undefined) return { sent: { id: send.id, ts: before } };
    if (!devicesOf(to)) return refusal(send.id, 'unknown_account', false);
    const stale = mismatches(sender, to, send);
    if (stale.length > 0) return refusal(send.id, 'stale_devices', true, stale);
    const ts = Math.max(now, send.after + 1);
    seen.set(key, ts);
    const { id, control, parts } = send;
    for (const { own, device, ciphertext } of parts) {
      const target = { account: own ? sender.account : to, device: device ?? 0 };
      const from = { sender: idBytes(sender.account), senderDevice: sender.device };
      append(target, { id, ...from, ts, control, message: ciphertext ?? null });
    }
    return { sent: { id, ts } };
  }

  function ack(device: DeviceAddress, upTo: number, now: number): void {
    const inbox = of(device);
    const acked = inbox.rows.filter(row => row.seq <= upTo);
    inbox.rows.splice(0, acked.length);
    inbox.cursor = Math.max(inbox.cursor, upTo);
    const receipts = new Map<AccountId, MessageId[]>();
    for (const { envelope } of acked) {
      const { id, sender, control, message } = wire.Envelope.decode(envelope);
      if (!message || control || accountIdFrom(sender) === device.account) continue;
      const ids = receipts.get(accountIdFrom(sender)) ?? [];
      receipts.set(accountIdFrom(sender), [...ids, messageIdFrom(id)]);
    }
    tellGroups(device.account, acked, now);
    for (const [account, ids] of receipts) {
      const delivered = { account: idBytes(device.account), device: device.device, ids: ids.map(idBytes) };
      for (const each of devicesOf(account)?.devices ?? []) append({ account, device: each }, { ts: now, delivered });
    }
  }

  /** Authors in groups are told how far one has got. */
  function tellGroups(from: AccountId, acked: FakeInbox['rows'], now: number): void {
    for (const { envelope } of acked) {
      const { sender, control, groupMessage } = wire.Envelope.decode(envelope);
      if (!groupMessage || control || accountIdFrom(sender) === from) continue;
      const { group = null, seq = 0 } = groupMessage;
      const groupDelivered = { group, marks: [{ account: idBytes(from), upTo: seq }] };
      const account = accountIdFrom(sender);
      for (const each of devicesOf(account)?.devices ?? [])
        append({ account, device: each }, { ts: now, groupDelivered });
    }
  }

  return { of, send, ack, append };
}

export function refusal(
  id: Uint8Array,
  code: string,
  temporary: boolean,
  mismatches: wire.DeviceListMismatch.$Properties[] = [],
): wire.ServerFrame.$Properties {
  return { refused: { id, error: { code, message: code, temporary }, mismatches } };
}
