// Ctrl+B and the like put marks around what is selected, or take them away again (U30).

export interface Edit {
  /** What is replaced by `insert`, and what is selected afterwards. */
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly select: readonly [from: number, to: number];
}

export function toggleMark(text: string, from: number, to: number, sign: string): Edit {
  const size = sign.length;
  const around = text.slice(from - size, from) === sign && text.slice(to, to + size) === sign && from >= size;
  if (around) {
    const insert = text.slice(from, to);
    return { from: from - size, to: to + size, insert, select: [from - size, to - size] };
  }
  const selected = text.slice(from, to);
  if (selected.length > 2 * size && selected.startsWith(sign) && selected.endsWith(sign)) {
    const insert = selected.slice(size, -size);
    return { from, to, insert, select: [from, from + insert.length] };
  }
  // A mark does not count beside white space, so it goes around the words only.
  const lead = selected.length - selected.trimStart().length;
  const words = selected.trim();
  const start = words ? from + lead : from;
  const end = start + words.length;
  return { from: start, to: end, insert: sign + words + sign, select: [start + size, end + size] };
}
