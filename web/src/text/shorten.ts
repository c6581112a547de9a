// Long texts are shown in part until a person asks for more (U25).

/** About 20 lines of a bubble; a text that is only a little longer is shown whole. */
const MOST_UNITS = 1_000;
const MOST_LINES = 20;
const SLACK = 1.3;

/** The beginning of a long text, cut between two words; undefined when the text is short enough to be shown whole. */
export function shorten(text: string): string | undefined {
  const lineEnd = endOfLines(text, MOST_LINES);
  const tooTall = endOfLines(text, MOST_LINES * SLACK) < text.length;
  if (text.length <= MOST_UNITS * SLACK && !tooTall) return undefined;
  const head = text.slice(0, Math.min(lineEnd, MOST_UNITS));
  if (head.length === lineEnd) return head;
  const space = head.search(/\s\S*$/);
  return space > MOST_UNITS / 2 ? head.slice(0, space) : wholeGraphemes(text, head.length);
}

/** Where the given number of lines ends. */
function endOfLines(text: string, lines: number): number {
  let at = -1;
  for (let line = 0; line < lines; line++) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) return text.length;
  }
  return at;
}

function wholeGraphemes(text: string, end: number): string {
  const from = Math.max(0, end - 100);
  const tail = [...new Intl.Segmenter().segment(text.slice(from, end + 100))];
  const last = tail.findLast(part => from + part.index <= end);
  return text.slice(0, last && last.index > 0 ? from + last.index : end);
}
