// How high a row will be, before it has been measured. The better it guesses, the less the scroll bar moves.
import type { Row } from './rows.ts';

const LINE_PX = 21;
const CHAR_PX = 7.5;
const SHORTENED_LINES = 22;

export function estimatedHeight(row: Row, width: number): number {
  switch (row.kind) {
    case 'intro':
      return 56;
    case 'day':
      return 44;
    case 'unread':
      return 36;
    case 'notice':
      return 48;
    case 'message': {
      const { text = '', quote, state } = row.message;
      const perLine = Math.max(20, Math.min(width * 0.86, 576) / CHAR_PX);
      const lines = text
        .split('\n', SHORTENED_LINES)
        .reduce((sum, line) => sum + Math.ceil((line.length || 1) / perLine), 0);
      const extra = (quote ? 56 : 0) + (state === 'failed' ? 60 : 0) + (state === 'parked' ? 70 : 0);
      return Math.min(lines, SHORTENED_LINES) * LINE_PX + 12 + (row.last ? 8 : 2) + extra;
    }
  }
}
