import type { AccountId } from '@parley/protocol';
import type { BaseLogger } from 'pino';
import type { Accounts, ListedAccount } from '../accounts/accounts.ts';
import type { Privacies } from '../accounts/privacy.ts';
import type { Clock } from '../lib/clock.ts';
import type { InboxSummary } from '../messages/inbox-summaries.ts';
import type { MessageStore } from '../messages/message-store.ts';
import type { Admin, AdminAccount } from './admin.ts';

interface AdminDeps {
  readonly accounts: Pick<Accounts, 'find' | 'list' | 'account' | 'revoke' | 'remove'>;
  readonly privacies: Pick<Privacies, 'reports' | 'removeReport'>;
  readonly stat: MessageStore['stat'];
  readonly summaries: (by: 'count' | 'age', limit: number) => Promise<readonly InboxSummary[] | undefined>;
  readonly clock: Clock;
  readonly log: BaseLogger;
}

export function createAdmin({ accounts, privacies, stat, summaries, clock, log }: AdminDeps): Admin {
  const described = async ({ account, phone, devices }: ListedAccount): Promise<AdminAccount> => ({
    account,
    phone,
    devices: await Promise.all(
      devices.map(async device => {
        const inbox = await stat({ account, device });
        return { device, waiting: inbox?.rows ?? 0, bytes: inbox?.bytes ?? 0 };
      }),
    ),
  });
  const one = async (who: string): Promise<AdminAccount | undefined> => {
    const found = await accounts.find(who);
    return found && described(found);
  };
  const phoneOf = async (account: AccountId): Promise<string> => (await accounts.account(account))?.phone ?? '';
  return {
    accounts: async (after, limit) => Promise.all((await accounts.list(after, limit)).map(described)),
    account: one,
    async queues(by, limit) {
      const found = await summaries(by, limit);
      if (!found) return undefined;
      return Promise.all(
        found.map(async ({ account, device, rows, oldestAt }) => ({
          account,
          device,
          phone: await phoneOf(account),
          rows,
          oldestMs: Math.max(0, clock.now() - oldestAt),
        })),
      );
    },
    async endSessions(who) {
      const found = await one(who);
      for (const { device } of found?.devices ?? []) await accounts.revoke({ account: found!.account, device });
      if (found) log.warn({ account: found.account }, 'the operator has ended all sessions of an account');
      return found;
    },
    async delete(who) {
      const found = await one(who);
      if (!found) return undefined;
      await accounts.remove(found.account);
      log.warn({ account: found.account }, 'the operator has deleted an account');
      return found;
    },
    async reports(limit) {
      const found = await privacies.reports(limit);
      return Promise.all(
        found.map(async report => ({
          ...report,
          reporterPhone: await phoneOf(report.reporter),
          reportedPhone: await phoneOf(report.reported),
        })),
      );
    },
    removeReport: async id => ((await privacies.removeReport(id)) ? { id } : undefined),
  };
}
