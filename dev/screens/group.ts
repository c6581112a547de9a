// A group, and what is known of it.
import { accountOn, type Shoot } from './shoot.ts';

const inGroup = [
  'Who takes the tent?',
  'I have one, but it leaks a little',
  'Then I bring the big one. See you on Friday at *6:30* at the station',
] as const;

export async function groupOf({ friends, page, words, take }: Shoot): Promise<void> {
  const account = await accountOn(page);
  const [nora, samir, yuki] = friends;
  const members = [account, samir!.account, yuki!.account];
  const { id } = await nora!.createGroup({ name: 'Weekend in the hills', description: 'Tents, food, trains', members });
  while (!(await samir!.group(id)) || !(await yuki!.group(id))) await new Promise(setImmediate);
  for (const [i, text] of inGroup.entries()) {
    const from = [nora!, samir!, yuki!][i]!;
    await from.waitFor((await from.sendText(id, text)).id, 'sent');
  }
  await nora!.setRole(id, account, 'admin');
  await page.goto(`/chat/${id}`);
  await page.locator('[data-message]').nth(2).waitFor();
  const composer = page.getByRole('textbox', { name: words('composer_placeholder'), exact: true });
  await composer.fill('I bring the coffee ☕');
  await composer.press('Enter');
  await page.locator('[data-message]').nth(3).waitFor();
  await take('group');
  await page.goto(`/chat/${id}/info`);
  await page.getByText(words('groups_members_title'), { exact: true }).waitFor();
  await take('group-info');
}
