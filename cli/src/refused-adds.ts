// Whoever does not want to be added to a group is named, so that the others can be.
import type { Client, ParleyError } from '@parley/client';
import { nameOf } from './notices.ts';

export async function namingRefusers<T>(client: Client, adding: Promise<T>): Promise<T> {
  return adding.catch(async error => {
    const { code, accounts } = error as ParleyError;
    if (code !== 'add_refused' || !accounts?.length) throw error;
    const names = await Promise.all(accounts.map(account => nameOf(client, account)));
    const { ParleyError } = await import('@parley/client');
    const message = `You cannot add ${names.join(', ')}. Leave them out, and send a link: parley group invite.`;
    throw new ParleyError('add_refused', { message, accounts, cause: error });
  });
}
