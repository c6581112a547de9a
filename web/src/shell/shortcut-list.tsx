import { Fragment, type ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { shortcuts } from './shortcut-table.ts';

/** Of a chat: kept by the rooms conversation/ and composer/, told here. */
const inChat: readonly (readonly [string, () => string])[] = [
  ['Enter', m.shortcut_send],
  ['Shift+Enter', m.shortcut_newline],
  ['Ctrl+B', m.shortcut_bold],
  ['Ctrl+I', m.shortcut_italic],
  ['Ctrl+Shift+X', m.shortcut_strike],
  ['Ctrl+U', m.media_attach],
  ['Ctrl+Shift+F', m.shortcut_search_chat],
  ['Escape', m.shortcut_escape],
];

/** Every shortcut, for the sheet and the settings page. */
export function ShortcutList(): ReactNode {
  return (
    <>
      <Group title={m.shortcuts_chats()} rows={shortcuts.map(({ keys, label }) => [shown(keys), label()])} />
      <Group title={m.shortcuts_in_chat()} rows={inChat.map(([keys, label]) => [keys, label()])} />
    </>
  );
}

function shown(keys: readonly string[]): string {
  return keys[0]!.endsWith('+1') ? keys[0]!.replace('1', '1–9') : keys[0]!;
}

const names: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  Escape: 'Esc',
  ...(navigator.platform.startsWith('Mac') ? { Ctrl: '⌘', Alt: '⌥', Shift: '⇧' } : {}),
};

function Group({ title, rows }: { readonly title: string; readonly rows: readonly (readonly string[])[] }): ReactNode {
  return (
    <section className="break-inside-avoid pb-4">
      <h3 className="pb-1 font-semibold text-ink-soft text-sm">{title}</h3>
      <dl className="grid grid-cols-[1fr_auto] gap-x-6">
        {rows.map(([keys, label]) => (
          <Fragment key={label}>
            <dt className="py-1.5">{label}</dt>
            <dd dir="ltr" className="flex items-center justify-end gap-1 py-1.5">
              {keys!.split('+').map(key => (
                <kbd
                  key={key}
                  className="min-w-6 rounded-sm border border-line bg-sunken px-1.5 text-center font-sans text-ink-soft text-xs leading-5"
                >
                  {names[key] ?? key}
                </kbd>
              ))}
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
