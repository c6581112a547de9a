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
  {
    says: '{name} watches {name}.',
    play: (stage, [name, peer]) =>
      stage
        .phone(name!)
        .client()
        .watch([stage.accountOf(peer!)]),
  },
  { says: '{name} is at the phone.', play: (stage, [name]) => stage.phone(name!).client().setActive(true) },
  { says: '{name} puts the phone away.', play: (stage, [name]) => stage.phone(name!).client().setActive(false) },
  {
    says: '{name} lets nobody see the online state.',
    play: async (stage, [name]) => void (await stage.phone(name!).client().setPrivacy({ presence: 'nobody' })),
  },
  {
    says: '{name} sees {name} online.',
    play: (stage, [name, peer]) => whenPresent(stage, stage.phone(name!), peer!, 'online'),
  },
  {
    says: '{name} sees when {name} was there last.',
    play: (stage, [name, peer]) => whenPresent(stage, stage.phone(name!), peer!, 'last seen'),
  },
  {
    says: '{name} sees nothing of {name}.',
    play: (stage, [name, peer]) => whenPresent(stage, stage.phone(name!), peer!, 'nothing'),
  },
];

function whenPresent(stage: Stage, phone: Phone, peer: string, wanted: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const known = (): string => {
    const presence = phone.presences.get(stage.accountOf(peer));
    if (presence?.online) return 'online';
    return presence?.lastSeen ? 'last seen' : 'nothing';
  };
  const look = (): void => {
    if (known() === wanted) resolve();
  };
  const stop = phone.client().on('presence', look);
  look();
  return within(promise, `${phone.owner} sees of ${peer}: ${wanted}`, async () => known()).finally(stop);
}

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
