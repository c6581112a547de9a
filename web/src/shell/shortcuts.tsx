import { type ReactNode, Suspense, useEffect } from 'react';
import { currentRoute, navigate, paths } from '../router.ts';
import { closeShortcutSheet, useShortcutSheet } from '../state/shortcut-sheet.ts';
import { keyName } from './key-name.ts';
import { ShortcutSheet } from './rooms.ts';
import { shortcuts } from './shortcut-table.ts';

/** Listens for the shortcuts of the window for as long as it is rendered, and shows their sheet when asked. */
export function Shortcuts(): ReactNode {
  const open = useShortcutSheet(sheet => sheet.open);
  useEffect(() => {
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return open ? (
    <Suspense>
      <ShortcutSheet onClose={closeShortcutSheet} />
    </Suspense>
  ) : null;
}

/** What a room has handled itself (`preventDefault`) is not for the window, and nothing is while a dialog is open. */
function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
  const name = keyName(event);
  const shortcut = shortcuts.find(({ keys }) => keys.includes(name));
  if (shortcut) {
    event.preventDefault();
    shortcut.run(name);
  } else if (name === 'Escape') goUp();
}

/** Esc: from info to the chat, from the chat to the list (U31; the composer's own Esc comes before). */
function goUp(): void {
  const route = currentRoute();
  if (route.page === 'chat') navigate(route.info ? paths.chat(route.account) : paths.chats);
  else if (route.page === 'settings' && route.section) navigate(paths.settings());
  else if (route.page !== 'chats') navigate(paths.chats);
}
