// The ratchets as they are stored. Decoding one and encoding it again with every message would cost more than the
// message, so a row remembers what it was made from.
import type { DeviceKey } from '@parley/protocol';
import { decodeSession, encodeSession, type SessionRecord, sessionInfo } from '../crypto/crypto.ts';
import type { Draft, Reader } from '../drafts/draft.ts';
import type { SessionRow } from '../store/schema.ts';

const decodedOf = new WeakMap<SessionRow, SessionRecord>();

export async function loadSession(reader: Reader, device: DeviceKey): Promise<SessionRecord | undefined> {
  const row = await reader.get('sessions', device);
  if (!row) return undefined;
  const known = decodedOf.get(row);
  if (known) return known;
  const record = decodeSession(row.record);
  decodedOf.set(row, record);
  return record;
}

/** When the session was started here, milliseconds since 1970; 0: not known. Only while it is unanswered. */
export async function startOf(reader: Reader, device: DeviceKey): Promise<number> {
  return (await reader.get('sessions', device))?.startedAt ?? 0;
}

/** `startedAt` when it was started just now. */
export async function saveSession(
  draft: Draft,
  device: DeviceKey,
  record: SessionRecord,
  startedAt?: number,
): Promise<void> {
  const since = sessionInfo(record).unanswered ? { startedAt: startedAt ?? (await startOf(draft, device)) } : {};
  const row: SessionRow = { device, record: encodeSession(record), ...since };
  decodedOf.set(row, record);
  draft.put('sessions', row);
}
