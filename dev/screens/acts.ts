// What people do with messages that are there.
import type { Client } from '@parley/client';
import { landscape } from '../../tests/browser/support/landscape.ts';
import { accountOn, type Shoot } from './shoot.ts';

export async function acts(peer: Client, { page, words, take }: Shoot): Promise<void> {
  const account = await accountOn(page);
  const message = (text: string) => page.locator('[data-message]').filter({ hasText: text });
  const mine = (await peer.messages(account)).find(({ text }) => text?.startsWith('Coffee'))!;
  const meet = await peer.sendText(account, 'Let us meet at the fountain at nine');
  const wrong = await peer.sendText(account, 'Or at tne');
  const gone = await peer.sendText(account, 'This was for somebody else');
  await peer.whenSent();
  await peer.react(meet.id, '❤️');
  await peer.editText(wrong.id, 'Or at ten');
  await peer.deleteForEveryone(gone.id);
  await peer.sendText(account, 'Good idea', { replyTo: mine.id });
  await peer.sendFiles(account, [await landscape(page, 800, 800, 3)], { viewOnce: true });
  await peer.whenSent();
  await peer.pin(meet.id, true);
  await page.getByTitle(words('once_open').split('{')[0]!.trim()).waitFor();
  await message('Or at ten').waitFor();
  await page.getByText(words('notice_pinned').split('}')[1]!.trim()).last().waitFor();
  await take('chat-acts');
}
