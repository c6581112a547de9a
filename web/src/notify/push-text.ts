// What a push says while nobody has the app open: that there is something, never what or from whom. The service worker
// cannot read the page's settings, so the page leaves its language where both can reach it.
import { notify_new_message as ar } from '../../messages/search/ar.json';
import { notify_new_message as de } from '../../messages/search/de.json';
import { notify_new_message as en } from '../../messages/search/en.json';
import { notify_new_message as es } from '../../messages/search/es.json';
import { notify_new_message as ja } from '../../messages/search/ja.json';

const texts: Readonly<Record<string, string>> = { ar, de, en, es, ja };
const CACHE = 'parley-push';
const LANGUAGE = '/language';

export async function keepPushLanguage(language: string): Promise<void> {
  await (await caches.open(CACHE)).put(LANGUAGE, new Response(language));
}

export async function pushText(): Promise<{ readonly text: string; readonly lang: string }> {
  const kept = await (await caches.open(CACHE)).match(LANGUAGE);
  const lang = (await kept?.text()) ?? navigator.language.slice(0, 2);
  return { text: texts[lang] ?? en, lang };
}
