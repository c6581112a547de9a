// Takes out of an MP4 or QuickTime film what says where it was taken (F45). The film itself stays as it was recorded: boxes
// that hold notes are overwritten in place as free space, so that no place in the file moves.

/** Notes of cameras and editors: place, names, XMP. */
const NOTES: readonly string[] = ['udta', 'meta', 'uuid', 'loci'];
const FREE = [0x66, 0x72, 0x65, 0x65];
const CONTAINERS: readonly string[] = ['moov', 'trak', 'mdia'];
/** The table of a film of hours has some megabytes. */
const MOST_TABLE_BYTES = 64 * 1024 * 1024;

interface Box {
  readonly type: string;
  readonly start: number;
  /** After its size and type. */
  readonly body: number;
  readonly end: number;
}

/** The same film, at the same length; undefined: it is none, or its boxes cannot be followed. */
export async function cleanMp4(film: Blob): Promise<Blob | undefined> {
  const parts: Blob[] = [];
  let at = 0;
  let whole = false;
  while (at < film.size) {
    const head = new Uint8Array(await film.slice(at, at + 16).arrayBuffer());
    const box = boxAt(head, 0, film.size - at);
    if (!box || (at === 0 && box.type !== 'ftyp' && box.type !== 'wide' && box.type !== 'moov')) return undefined;
    const part = film.slice(at, at + box.end);
    if (box.type === 'moov' || NOTES.includes(box.type)) {
      if (box.end > MOST_TABLE_BYTES) return undefined;
      const bytes = new Uint8Array(await part.arrayBuffer());
      if (!clean(bytes, 0, bytes.length)) return undefined;
      parts.push(new Blob([bytes]));
    } else parts.push(part);
    whole ||= box.type === 'moov';
    at += box.end;
  }
  return whole ? new Blob(parts, { type: film.type }) : undefined;
}

/** False: the boxes do not fill their place. */
function clean(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to) {
    const box = boxAt(bytes, at, to);
    if (!box) return isPadding(bytes.subarray(at, to));
    if (NOTES.includes(box.type)) {
      bytes.set(FREE, at + 4);
      bytes.fill(0, box.body, box.end);
    } else if (CONTAINERS.includes(box.type) && !clean(bytes, box.body, box.end)) return false;
    at = box.end;
  }
  return at === to;
}

/** QuickTime ends some lists with four zeros. */
function isPadding(bytes: Uint8Array): boolean {
  return bytes.length <= 8 && bytes.every(byte => byte === 0);
}

function boxAt(bytes: Uint8Array, start: number, limit: number): Box | undefined {
  if (start + 8 > bytes.length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const type = String.fromCharCode(...bytes.subarray(start + 4, start + 8));
  const size = view.getUint32(start);
  if (size === 0) return { type, start, body: start + 8, end: limit };
  const long = size === 1;
  if (long && start + 16 > bytes.length) return undefined;
  const length = long ? Number(view.getBigUint64(start + 8)) : size;
  const body = start + (long ? 16 : 8);
  const end = start + length;
  return end >= body && end <= limit ? { type, start, body, end } : undefined;
}
