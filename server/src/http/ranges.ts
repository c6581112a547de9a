/** `start` to before `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Of a Range header; undefined: all of it, as also for several ranges, which a server may answer so; null: beyond the end. */
export function rangeOf(header: string | undefined, size: number): ByteRange | null | undefined {
  const [, from = '', to = ''] = /^bytes=(\d{0,16})-(\d{0,16})$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size : Math.min(size, Number(to) + 1);
  if (from !== '' && to !== '' && Number(to) < start) return undefined; // not a range at all
  return start < size && start < end ? { start, end } : null;
}
