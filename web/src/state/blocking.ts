// Blocking, unblocking and reporting, from wherever it was begun. Failures are told in a toast.
import type { Chat, Message } from '@parley/client';
import { type AccountId, parseAccountId } from '@parley/protocol';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { currentRoute } from '../router.ts';
import { tellFailure } from './failures.ts';
import { nameOfAccount } from './groups.ts';
import { useSession } from './session.ts';
import { showToast } from './toasts.ts';

/** Whom a chat is with; undefined: a group, or oneself. */
export function otherOf({ id }: Pick<Chat, 'id'>): AccountId | undefined {
  const own = useSession.getState().profile?.account;
  return id === own ? undefined : parseAccountId(id);
}

async function tried(asked: Promise<void>, done?: string): Promise<boolean> {
  try {
    await asked;
    if (done) showToast(done);
    return true;
  } catch (error) {
    tellFailure(error);
    return false;
  }
}

/** In the open chat a line says so, where one would write. */
const isOpen = (account: AccountId): boolean => {
  const route = currentRoute();
  return route.page === 'chat' && route.account === account;
};

export async function block(account: AccountId): Promise<void> {
  await tried(engine.block(account), isOpen(account) ? undefined : m.block_toast({ name: nameOfAccount(account) }));
}

export async function unblock(account: AccountId): Promise<void> {
  const said = isOpen(account) ? undefined : m.block_undone_toast({ name: nameOfAccount(account) });
  await tried(engine.unblock(account), said);
}

/** The newest texts of the person in the chat: what a report shows to the operator. */
export async function reportable(account: AccountId): Promise<Pick<Message, 'id' | 'text'>[]> {
  const messages = await engine.messages(account, { limit: LOOKED_AT });
  const texts = messages.flatMap(({ id, author, text }) => (author === account && text ? [{ id, text }] : []));
  return texts.slice(-SHOWN);
}

const LOOKED_AT = 100;
const SHOWN = 5;

export async function report(
  account: AccountId,
  messages: readonly Pick<Message, 'id'>[],
  alsoBlock: boolean,
): Promise<void> {
  const ids = messages.map(({ id }) => id);
  if ((await tried(engine.report(account, ids), m.report_toast())) && alsoBlock) await block(account);
}
