import { createInvite } from '@parley/server';
import { UsageError } from '../exit.ts';

const DAY_MS = 86_400_000;

export async function inviteCommand(options: {
  data: string;
  uses: string;
  days: string;
  json?: boolean;
}): Promise<void> {
  const [uses, days] = [Number(options.uses), Number(options.days)];
  if (!Number.isInteger(uses) || uses < 1) throw new UsageError('--uses must be a whole number from 1');
  if (!(days > 0)) throw new UsageError('--days must be more than 0');
  const expiresAt = Date.now() + days * DAY_MS;
  const invite = await createInvite(options.data, { uses, expiresAt });
  if (options.json) process.stdout.write(`${JSON.stringify({ invite, uses, expiresAt })}\n`);
  else
    process.stdout.write(
      `${invite}\n\nGood for ${uses} registration${uses === 1 ? '' : 's'}, until ${new Date(expiresAt).toISOString()}.\nUse it with: parley register --invite ${invite} …\n`,
    );
}
