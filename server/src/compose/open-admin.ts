// What the operator may do to a server that runs all of accounts and messages in this process.
import { listenForAdmin } from '../admin/admin-listener.ts';
import { createAdmin } from '../admin/admin-service.ts';
import { ADMIN_FILE } from '../admin/ask.ts';
import { summariseInboxes } from '../messages/inbox-summaries.ts';
import type { MessageStore } from '../messages/message-store.ts';
import type { OpenedAccounts } from './open-accounts.ts';
import type { Process } from './process.ts';

export async function openAdmin(
  { config, clock, log, keep, file }: Process,
  { accounts, privacies }: OpenedAccounts,
  { stat }: MessageStore,
): Promise<void> {
  const path = file('messages.sqlite');
  const admin = createAdmin({
    accounts,
    privacies,
    stat,
    summaries: (by, limit) =>
      config.mailbox.length > 0
        ? Promise.reject(new Error('the inboxes are in the mailbox: its metrics tell how much is in them'))
        : summariseInboxes({ path, by, limit }),
    clock,
    log,
  });
  const onError = (error: unknown): void => log.error({ error }, 'a command of the operator failed');
  keep(await listenForAdmin({ admin, path: file(ADMIN_FILE), onError }));
}
