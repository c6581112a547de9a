import { accountIdFrom, idBytes, limits, type wire } from '@parley/protocol';
import type { Mention } from '../client.ts';

export function wireMentions(mentions: readonly Mention[] | undefined): Pick<wire.Text.$Properties, 'mentions'> {
  if (!mentions) return {};
  return { mentions: mentions.map(({ account, ...place }) => ({ ...place, account: idBytes(account) })) };
}

// As `Text.mentions` says they are; what is not so names nobody.
export function mentionsFrom({ body, mentions }: Pick<wire.Text.$Properties, 'body' | 'mentions'>): Mention[] {
  const taken: Mention[] = [];
  let end = 0;
  for (const { account, start, length } of (mentions ?? []).slice(0, limits.maxMentions)) {
    const [from, size] = [start ?? 0, length ?? 0];
    if (account?.length !== 16 || size === 0 || from < end || from + size > (body ?? '').length) continue;
    end = from + size;
    taken.push({ account: accountIdFrom(account), start: from, length: size });
  }
  return taken;
}
