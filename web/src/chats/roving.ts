/** Where a key takes the focus in a list of rows; undefined: it is not for the list. */
export function nextRow(key: string, at: number, count: number, page: number): number | undefined {
  const to: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
  const wanted = to[key];
  if (wanted === undefined || count === 0) return undefined;
  return Math.max(0, Math.min(wanted, count - 1));
}
