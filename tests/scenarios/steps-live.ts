// Steps about what is live and stored nowhere.
import { unexpected, within } from './expecting.ts';
import type { Phone } from './phone.ts';
import type { Stage } from './stage.ts';
import type { Step } from './steps.ts';

export const liveSteps: readonly Step[] = [
  {
    says: '{name} types to {name}.',
    play: (stage, [name, peer]) => stage.phone(name!).client().typing(stage.accountOf(peer!), 'text'),
  },
  {
    says: '{name} sees {name} typing.',
    play: (stage, [name, peer]) => whenTyping(stage, stage.phone(name!), peer!),
  },
  { says: '{name} sees nobody typing.', play: (stage, [name]) => whenTyping(stage, stage.phone(name!), undefined) },
  {
    says: '{name} has seen {name} typing {n} times.',
    play: async (stage, [name, peer, n]) => {
      const came = stage.phone(name!).typings.filter(({ account, kind }) => kind && stage.nameOf(account) === peer);
      if (came.length !== Number(n)) throw unexpected(`${n} times`, `${came.length} times`);
    },
  },
];

function whenTyping(stage: Stage, phone: Phone, peer: string | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const who = (): string | undefined => {
    const last = phone.typings.at(-1);
    return last?.kind ? stage.nameOf(last.account) : undefined;
  };
  const look = (): void => {
    if (who() === peer) resolve();
  };
  const stop = phone.client().on('typing', look);
  look();
  const expected = `${phone.owner} sees ${peer ?? 'nobody'} typing`;
  return within(promise, expected, async () => who() ?? 'nobody').finally(stop);
}
