// Characters that steer the direction of text (F48): an override or an unclosed isolate in one message must not turn
// around what stands beside it, and a name of invisible characters must not pass for no name.

const OVERRIDES = /[\u202D\u202E]/g;
const CONTROLS = /[\u202A-\u202E\u2066-\u2069]/;
const PDF = '\u202C';
const PDI = '\u2069';
const EMBEDDINGS = '\u202A\u202B';
const ISOLATES = '\u2066\u2067\u2068';

/** The same text without overrides, and with every embedding and isolate closed in its line. */
export function neutralize(text: string): string {
  if (!CONTROLS.test(text)) return text;
  return text.replace(OVERRIDES, '').split('\n').map(balance).join('\n');
}

/** Closes what is open at the end of the line, drops what closes nothing. */
function balance(line: string): string {
  if (!CONTROLS.test(line)) return line;
  const open: string[] = [];
  let result = '';
  for (const char of line) {
    if (EMBEDDINGS.includes(char)) open.push(PDF);
    else if (ISOLATES.includes(char)) open.push(PDI);
    else if (char === PDF || char === PDI) {
      if (open.at(-1) !== char) continue;
      open.pop();
    }
    result += char;
  }
  return result + open.reverse().join('');
}

// Default_Ignorable has the joiners, fillers and selectors; U+2800 is the Braille blank, which is drawn as nothing.
const VISIBLE = /[^\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\p{Cf}\p{Zs}\u2800]/u;

/** Nothing that a person could see. */
export function looksEmpty(text: string): boolean {
  return !VISIBLE.test(text);
}

/** For a sentence that a name or a number is put into: it turns around nothing beside it, nor is it turned around. */
export function isolated(text: string): string {
  return `\u2068${text}${PDI}`;
}

/** A name to be shown in one line; undefined when there is nothing to see in it. */
export function shownName(name: string | undefined): string | undefined {
  if (name === undefined || looksEmpty(name)) return undefined;
  return neutralize(name.replace(/\s+/g, ' ').trim());
}
