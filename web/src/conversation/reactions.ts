import type { AccountId, Message } from '@parley/client';
import { engine } from '../engine/engine.ts';
import { orToast } from '../state/failures.ts';
import { useSession } from '../state/session.ts';

/** At hand without the picker. */
export const usualReactions = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;

export interface ReactionGroup {
  readonly emoji: string;
  readonly accounts: readonly AccountId[];
}

/** By emoji: the most frequent first, then the oldest. */
export function groupedReactions({ reactions = [] }: Message): ReactionGroup[] {
  const groups = new Map<string, AccountId[]>();
  for (const { emoji, account } of reactions) groups.set(emoji, [...(groups.get(emoji) ?? []), account]);
  return [...groups]
    .map(([emoji, accounts]) => ({ emoji, accounts }))
    .sort((a, b) => b.accounts.length - a.accounts.length);
}

export function ownReaction({ reactions = [] }: Message): string | undefined {
  const own = useSession.getState().profile?.account;
  return reactions.find(({ account }) => account === own)?.emoji;
}

/** The same one again takes it back. */
export async function react(message: Message, emoji: string): Promise<void> {
  await orToast(engine.react(message.id, ownReaction(message) === emoji ? null : emoji));
}
