interface Key {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const byCode: Readonly<Record<string, string>> = { Slash: '/', Comma: ',', Period: '.' };

/**
 * A key press as the table of shortcuts writes it: Ctrl+Alt+Shift+U. The command key counts as Ctrl. With Ctrl or Alt held,
 * letters are those of the key's place, for Alt and other alphabets change what it types.
 */
export function keyName({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Key): string {
  const placed = /^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? byCode[code];
  const latin = /^[\x21-\x7e]$/.test(key) && !altKey && !shiftKey ? key.toUpperCase() : undefined;
  const name = latin ?? placed ?? key;
  return `${ctrlKey || metaKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${shiftKey ? 'Shift+' : ''}${name}`;
}
