// How high a row will be, before it has been measured. The better it guesses, the less the scroll bar moves.
import { frameOf } from '../attachments/frame.ts';
import { isVisual } from '../attachments/kinds.ts';
import type { MessageRowData, Row } from './rows.ts';

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
      const { text = '', quote, state, forwarded, preview, reactions, refused } = row.message;
      const perLine = Math.max(20, Math.min(width * 0.86, 576) / CHAR_PX);
      const lines = text
        .split('\n', SHORTENED_LINES)
        .reduce((sum, line) => sum + Math.ceil((line.length || 1) / perLine), 0);
      const above = (quote ? 56 : 0) + (forwarded ? 18 : 0) + (preview ? 80 : 0) + (reactions ? 28 : 0);
      const extra = filesHeight(row) + above + (state === 'failed' || refused ? 60 : 0) + (state === 'parked' ? 70 : 0);
      return Math.min(lines, SHORTENED_LINES) * LINE_PX + 12 + (row.last ? 8 : 2) + extra;
    }
  }
}

const CARD_PX = 64;
const ALBUM_PX = 320;

function filesHeight({ message: { attachments = [] } }: MessageRowData): number {
  const visuals = attachments.filter(isVisual);
  const [first] = visuals;
  const cards = (attachments.length - visuals.length) * CARD_PX;
  if (!first) return cards;
  if (visuals.length > 1) return cards + (visuals.length === 2 ? ALBUM_PX / 2 : ALBUM_PX);
  return cards + frameOf(first.width ?? 1, first.height ?? 1).height;
}
