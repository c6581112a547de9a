// Changes to the field as if they were typed, so that Ctrl+Z takes them back.
import type { Edit } from './markers.ts';

/** At the caret, or instead of what is selected. */
export function insertText(field: HTMLTextAreaElement, text: string): void {
  field.focus();
  // Deprecated, and the one way that keeps the field's own undo; where it does nothing, the text is set.
  if (document.execCommand('insertText', false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

export function applyEdit(field: HTMLTextAreaElement, { from, to, insert, select }: Edit): void {
  field.focus();
  field.setSelectionRange(from, to);
  insertText(field, insert);
  field.setSelectionRange(...select);
}

const sizesItself = CSS.supports('field-sizing', 'content');

/** As high as its text, up to its greatest height (U27). */
export function fitHeight(field: HTMLTextAreaElement): void {
  if (sizesItself) return;
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}

/** Puts a whole text in, with nothing to take back. */
export function setText(field: HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.setSelectionRange(text.length, text.length);
  fitHeight(field);
}
