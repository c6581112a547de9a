// What a push says while nobody has the app open: how much there is, never what or from whom. The service worker cannot
// read the page's settings, so the page leaves them where both can reach it.
import {
  notify_new_message as ar,
  notify_new_messages as arCounted,
  notify_push_test as arTest,
} from '../../messages/search/ar.json';
import {
  notify_new_message as de,
  notify_new_messages as deCounted,
  notify_push_test as deTest,
} from '../../messages/search/de.json';
import {
  notify_new_message as en,
  notify_new_messages as enCounted,
  notify_push_test as enTest,
} from '../../messages/search/en.json';
import {
  notify_new_message as es,
  notify_new_messages as esCounted,
  notify_push_test as esTest,
} from '../../messages/search/es.json';
import {
  notify_new_message as ja,
  notify_new_messages as jaCounted,
  notify_push_test as jaTest,
} from '../../messages/search/ja.json';
import type { PushNote } from './push-note.ts';

interface Texts {
  readonly one: string;
  readonly counted: readonly { readonly match: Readonly<Record<string, string>> }[];
  readonly test: string;
}

const english: Texts = { one: en, counted: enCounted, test: enTest };
const texts: Readonly<Record<string, Texts>> = {
  ar: { one: ar, counted: arCounted, test: arTest },
  de: { one: de, counted: deCounted, test: deTest },
  en: english,
  es: { one: es, counted: esCounted, test: esTest },
  ja: { one: ja, counted: jaCounted, test: jaTest },
};

interface Kept {
  readonly language: string;
  readonly sound: boolean;
}

const CACHE = 'parley-push';
const KEPT = '/push-settings';
/** The server counts no further. */
const MANY = 100;

export async function keepPushSettings(kept: Kept): Promise<void> {
  await (await caches.open(CACHE)).put(KEPT, new Response(JSON.stringify(kept)));
}

export async function pushText({
  count = 0,
  test,
}: PushNote): Promise<{ text: string; lang: string; silent: boolean }> {
  const found = await (await caches.open(CACHE)).match(KEPT);
  const kept: Partial<Kept> = found ? await found.json() : {};
  const lang = kept.language ?? navigator.language.slice(0, 2);
  const words = texts[lang] ?? english;
  return { text: test ? words.test : textOf(words, count, lang), lang, silent: kept.sound === false };
}

function textOf({ one, counted }: Texts, count: number, lang: string): string {
  const forms = counted[0]?.match;
  if (count < 2 || !forms) return one;
  const form = forms[`p=${new Intl.PluralRules(lang).select(count)}`] ?? forms['p=*'] ?? one;
  return form.replace('{count}', count >= MANY ? `${MANY - 1}+` : String(count));
}
