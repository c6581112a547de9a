// Emoji with their names and groups, from our own files, one pair a language. Arabic has none yet and is shown English ones.
import deData from 'emojibase-data/de/data.json?url';
import deNames from 'emojibase-data/de/messages.json?url';
import enData from 'emojibase-data/en/data.json?url';
import enNames from 'emojibase-data/en/messages.json?url';
import esData from 'emojibase-data/es/data.json?url';
import esNames from 'emojibase-data/es/messages.json?url';
import jaData from 'emojibase-data/ja/data.json?url';
import jaNames from 'emojibase-data/ja/messages.json?url';
import type { EmojiData, SkinTone } from 'frimousse';

/** Of an entry of emojibase, what is used here. */
interface BaseEmoji {
  readonly emoji: string;
  readonly label: string;
  readonly version: number;
  readonly group?: number;
  readonly tags?: string[];
  readonly tone?: number | readonly number[];
  readonly skins?: readonly BaseEmoji[];
}

interface BaseNames {
  readonly groups: readonly { readonly order: number; readonly message: string }[];
  readonly skinTones: readonly { readonly key: string; readonly message: string }[];
}

const english = [enData, enNames] as const;
const files: Readonly<Record<string, readonly [data: string, names: string]>> = {
  en: english,
  de: [deData, deNames],
  es: [esData, esNames],
  ja: [jaData, jaNames],
};

/** Newer ones are boxes in the fonts of many people. */
const NEWEST_VERSION = 15.1;
/** Parts of emoji, none by themselves. */
const COMPONENTS = 2;
const tones = ['light', 'medium-light', 'medium', 'medium-dark', 'dark'] as const;

export async function emojiData(locale: string): Promise<EmojiData> {
  const [emojis, names] = (await Promise.all((files[locale] ?? english).map(load))) as [BaseEmoji[], BaseNames];
  const groups = names.groups.filter(({ order }) => order !== COMPONENTS);
  const shown = emojis.filter(
    ({ group, version }) => group !== undefined && group !== COMPONENTS && version <= NEWEST_VERSION,
  );
  return {
    locale,
    emojis: shown.map(({ emoji, group, label, version, tags = [], skins }) => ({
      emoji,
      category: group!,
      label,
      version,
      tags,
      ...(skins ? { skins: skinsOf(skins) } : {}),
    })),
    categories: groups.map(({ order, message }) => ({ index: order, label: message })),
    skinTones: Object.fromEntries(names.skinTones.map(({ key, message }) => [key, message])) as EmojiData['skinTones'],
  };
}

function skinsOf(skins: readonly BaseEmoji[]): Record<Exclude<SkinTone, 'none'>, string> {
  const of = (tone: number): string => skins.find(skin => skin.tone === tone + 1)?.emoji ?? '';
  return Object.fromEntries(tones.map((name, tone) => [name, of(tone)])) as Record<Exclude<SkinTone, 'none'>, string>;
}

async function load(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}
