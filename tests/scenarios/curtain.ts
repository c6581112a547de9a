// What must be so after every scenario, whatever it was about: everything has arrived, nothing came that it does not tell
// of, and both sides of each chat show the same lines in the same order (D2, D3, D4).
import type { Message } from '@parley/client';
import { unexpected, within } from './expecting.ts';
import type { Phone } from './phone.ts';
import type { Stage } from './stage.ts';
import { inLines, messagesOf, tell } from './steps-chat.ts';
import { online } from './steps-network.ts';

export async function closeCurtain(stage: Stage): Promise<void> {
  const phones = [...stage.phones.values()];
  const server = await stage.server();
  if (!server.isRunning()) await server.start();
  for (const phone of phones) {
    phone.network.up();
    if (!phone.isOn()) await phone.switchOn();
  }
  for (const phone of phones) await online(stage, phone.owner);
  for (const phone of phones) await whenSent(phone);
  // Online anew, a phone has everything there is for it (F5).
  for (const phone of phones) {
    await phone.switchOff();
    await phone.switchOn();
    await online(stage, phone.owner);
  }
  for (const phone of phones) await nothingLeft(stage, phone);
  for (const phone of phones) await staysAtOneTick(phone);
  for (const one of phones) for (const other of phones) if (one.owner < other.owner) await sameChat(stage, one, other);
}

async function whenSent(phone: Phone): Promise<void> {
  const client = phone.client();
  const queued = async () => `${(await client.status()).queued} are still queued`;
  await within(client.whenSent(), `at the end, all that ${phone.owner} has written is sent`, queued);
}

/** D13: a person's own, kept from who has blocked him, stay at one tick for ever. */
async function staysAtOneTick(phone: Phone): Promise<void> {
  for (const id of phone.withheld) {
    const state = (await phone.client().message(id))?.state;
    if (state !== 'sent') throw unexpected(`at the end, what was kept from others is at one tick`, String(state));
  }
}

async function nothingLeft(stage: Stage, phone: Phone): Promise<void> {
  const chats = await phone.client().chats();
  const all = await Promise.all(chats.map(({ id }) => messagesOf(stage, phone.owner, stage.nameOf(id))));
  const left = all.flat().filter(({ outgoing }) => !outgoing).length - phone.read();
  if (left === 0) return;
  const arrivals: string[] = [];
  while (arrivals.length < left) arrivals.push(tell(stage, await phone.nextArrival()));
  throw unexpected(`at the end, ${phone.owner} has received nothing else`, inLines(arrivals));
}

async function sameChat(stage: Stage, one: Phone, other: Phone): Promise<void> {
  const [here, there] = await Promise.all([
    shared(stage, one.owner, other.owner),
    shared(stage, other.owner, one.owner),
  ]);
  if (here === there) return;
  throw unexpected(`at the end, ${other.owner} sees what ${one.owner} sees:${here}`, there);
}

/** What both sides should have. What was refused, or kept from who has blocked its author, only its author has. */
async function shared(stage: Stage, name: string, peer: string): Promise<string> {
  const messages = await messagesOf(stage, name, peer);
  const { withheld } = stage.phone(name);
  const isShared = ({ id, state }: Message): boolean => state !== 'failed' && !withheld.has(id);
  return inLines(messages.filter(isShared).map(message => tell(stage, message)));
}
