// What the operator may do, wherever accounts are; the inboxes may be in another process.
import { listenForAdmin } from '../admin/admin-listener.ts';
import { createAdmin } from '../admin/admin-service.ts';
import { ADMIN_FILE } from '../admin/ask.ts';
import type { MessagesDoor } from './doors.ts';
import type { OpenedAccounts } from './open-accounts.ts';
import type { Process } from './process.ts';

export async function openAdmin(
  { clock, log, keep, file }: Process,
  { accounts, privacies }: OpenedAccounts,
  { stat, summaries }: Pick<MessagesDoor, 'stat' | 'summaries'>,
): Promise<void> {
  const admin = createAdmin({ accounts, privacies, stat, summaries, clock, log });
  const onError = (error: unknown): void => log.error({ error }, 'a command of the operator failed');
  keep(await listenForAdmin({ admin, path: file(ADMIN_FILE), onError }));
}
