// A file name of somebody else's is data: it may be shown on one line and be used to save a file, whatever was in it.

const MAX_NAME_BYTES = 200;
const utf8 = new TextEncoder();
/** Controls, line separators, what has no width, and what turns text around. */
const unseen = /[\p{Cc}\p{Cf}\u2028\u2029\ufffe\uffff]|\p{Cs}/gu;
/** What some system takes for something else than a part of a name. */
const special = /[/\\:*?"<>|]/g;
/** Devices of Windows, whatever their ending. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\.|$)/i;

/** A name that any system can save under, without a path. The ending stays where it can. Emoji joined by U+200D come apart. */
export function safeFileName(name: string): string {
  const clean = name
    .normalize('NFC')
    .replaceAll(unseen, '')
    .replaceAll(special, '_')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, dots => '_'.repeat(Math.min(dots.length, 2)))
    .replace(/[. ]+$/, '');
  const named = clean === '' || /^_+$/.test(clean) ? 'file' : clean;
  return shortened(reserved.test(named) ? `_${named}` : named);
}

/** Cut between characters, before the ending. */
function shortened(name: string): string {
  if (utf8.encode(name).length <= MAX_NAME_BYTES) return name;
  const ending = /\.[^. ]{1,10}$/u.exec(name)?.[0] ?? '';
  const room = MAX_NAME_BYTES - utf8.encode(ending).length;
  let kept = '';
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter().segment(name.slice(0, name.length - ending.length))) {
    bytes += utf8.encode(segment).length;
    if (bytes > room) break;
    kept += segment;
  }
  return `${kept.trimEnd() || 'file'}${ending}`;
}
