// A chosen file as it will be sent: pictures redrawn, films without their place, anything else untouched.
import type { OutgoingFile } from '@parley/client';
import { filmOf } from './film.ts';
import { pictureOf } from './pictures.ts';

export type Kind = 'picture' | 'film' | 'document';

export interface Prepared {
  readonly kind: Kind;
  readonly file: OutgoingFile & { readonly source: Blob };
  /** A picture or film that this browser cannot read: it goes as a document, unchanged (F44). */
  readonly unread?: true;
}

/** SVG is a document: it may hold script, and nobody's browser shows it as a picture here. */
const DRAWING = 'image/svg+xml';
const ENDINGS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/webp': 'webp', 'image/png': 'png' };
/** Windows and some phones name no type for these. */
const UNNAMED_PICTURES = /\.(heic|heif|avif)$/i;

export async function prepare(file: File, untouched: boolean): Promise<Prepared> {
  const document: Prepared = { kind: 'document', file: { source: file, name: file.name, type: file.type } };
  if (untouched) return document;
  if (isPicture(file)) return (await pictureFrom(file)) ?? { ...document, unread: true };
  if (file.type.startsWith('video/')) return (await filmFrom(file)) ?? { ...document, unread: true };
  return document;
}

function isPicture({ type, name }: File): boolean {
  return type === '' ? UNNAMED_PICTURES.test(name) : type.startsWith('image/') && type !== DRAWING;
}

async function pictureFrom(file: File): Promise<Prepared | undefined> {
  const picture = await pictureOf(file);
  if (!picture) return undefined;
  const { blob, ...details } = picture;
  const ending = ENDINGS[blob.type];
  const name = ending ? `${file.name.replace(/\.[^.]*$/, '') || 'photo'}.${ending}` : file.name;
  return { kind: 'picture', file: { source: blob, name, type: blob.type, ...details } };
}

async function filmFrom(file: File): Promise<Prepared | undefined> {
  const film = await filmOf(file);
  if (!film) return undefined;
  const { blob, ...details } = film;
  return { kind: 'film', file: { source: blob, name: file.name, type: file.type, ...details } };
}
