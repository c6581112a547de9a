import { createInvite } from '@parley/server';
import { UsageError } from '../exit.ts';
import { printJson, wholeNumber } from '../options.ts';
import { type ServerPlace, serverPlace } from '../server-place.ts';

const DAY_MS = 86_400_000;

interface Options extends ServerPlace {
  uses: string;
  days: string;
  json?: boolean;
}

export async function inviteCommand(options: Options): Promise<void> {
  const [uses, days] = [wholeNumber('--uses', options.uses), Number(options.days)];
  if (!(days > 0 && days <= 3_650)) throw new UsageError('--days must be more than 0, and at most 3650');
  const expiresAt = Math.round(Date.now() + days * DAY_MS);
  const invite = await createInvite(serverPlace(options), { uses, expiresAt });
  if (options.json) return printJson({ invite, uses, expiresAt });
  process.stdout.write(
    `${invite}\n\nGood for ${uses} registration${uses === 1 ? '' : 's'}, until ${new Date(expiresAt).toISOString()}.\nUse it with: parley register --invite ${invite} …\n`,
  );
}
