// The ratchets as they are stored. Decoding one and encoding it again with every message would cost more than the
// message, so a row remembers what it was made from.
import type { DeviceKey } from '@parley/protocol';
import { decodeSession, encodeSession, type SessionRecord } from '../crypto/crypto.ts';
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

export function saveSession(draft: Draft, device: DeviceKey, record: SessionRecord): void {
  const row: SessionRow = { device, record: encodeSession(record) };
  decodedOf.set(row, record);
  draft.put('sessions', row);
}
