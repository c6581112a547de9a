// A server that delivers what it has delivered before, or to somebody else: nothing is shown twice, what does not belong is at
// most a line that says so, and nobody is answered with what was not meant for him.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message, MessageId, Store } from '@parley/client';
import { idBytes, wire } from '@parley/protocol';
import { newMessageId } from '../../client/src/message-id.ts';
import { SELF } from '../../client/src/store/schema.ts';
import { allReach, createRealWorld, type Person, sendAll, shown, until } from './real-world.ts';

type Envelope = wire.Envelope;

/** Keeps what the person is delivered; from then on it can number deliveries as it likes, for that connection. */
function liar({ network, store }: Person) {
  const kept: Envelope[] = [];
  const inbox = async () => (await store.get('inbox', SELF))!;
  let added = 0;
  network.down = ({ deliver }) => {
    if (!deliver) return undefined;
    kept.push(wire.Envelope.decode(deliver.envelope ?? new Uint8Array()));
    return { deliver: { ...deliver, seq: (deliver.seq ?? 0) + added } };
  };
  network.up = ({ ack }) => (ack ? { ack: { ...ack, upTo: (ack.upTo ?? 0) - added } } : undefined);
  return {
    kept,
    /** Resolves once the device has taken it in. */
    async deliver(envelope: Envelope, changes: Partial<Envelope> = {}): Promise<void> {
      await until(async () => (await inbox()).inboxEpoch > 0);
      const { inboxEpoch, cursor } = await inbox();
      added++;
      const bytes = wire.Envelope.encode({ ...envelope, ...changes }).finish();
      network.tell({ deliver: { inboxEpoch, seq: cursor + 1, envelope: bytes } });
      await until(async () => (await inbox()).cursor > cursor);
    },
  };
}

const isFirst = ({ message }: Envelope): boolean => message?.kind === wire.CiphertextKind.CIPHERTEXT_KIND_PREKEY;
const anew = (): Pick<Envelope, 'id'> => ({ id: idBytes(newMessageId()) });

/** What is read there, and why what is there besides is not. */
async function told(person: Person, { client }: Person): Promise<(string | undefined)[]> {
  const messages = (await shown(person, client.account)).filter(({ notice }) => !notice);
  return messages.map(({ text, parkedReason }) => text ?? parkedReason);
}

/** What the person's program is told of, each time. */
function listen({ client }: Person): Message[] {
  const seen: Message[] = [];
  client.on('message', message => message.notice || seen.push(message));
  client.on('resent', message => seen.push(message));
  return seen;
}

/** Alice, whose claims get no one-time keys where the server keeps them back, has written to Bob. */
async function setUp(t: Parameters<typeof createRealWorld>[0], keepsOneTimeKeys = false) {
  const world = await createRealWorld(t);
  const withoutOneTime: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!response.ok || !String(input).endsWith('/v1/keys/claim')) return response;
    const { bundles } = wire.KeyClaimResponse.decode(new Uint8Array(await response.arrayBuffer()));
    const kept = bundles.map(({ oneTimePrekey: _, ...bundle }) => bundle);
    return new Response(wire.KeyClaimResponse.encode({ bundles: kept }).finish() as BodyInit);
  };
  const alice = await world.register('Alice', keepsOneTimeKeys ? { fetch: withoutOneTime } : {});
  const bob = await world.register('Bob');
  const server = liar(bob);
  const seen = listen(bob);
  await allReach(alice, await sendAll(alice, bob.client.account, ['hello']), 'delivered');
  const first = server.kept.find(isFirst)!;
  return { world, alice, bob, server, seen, first };
}

test('D2 D4 a first message that the server delivers again, under its own id or another, is shown once', async t => {
  const { alice, bob, server, seen, first } = await setUp(t);
  await server.deliver(first);
  await server.deliver(first, anew());
  await server.deliver(first, { ...anew(), control: true, ts: first.ts + 60_000 });
  await allReach(alice, await sendAll(alice, bob.client.account, ['still here']), 'delivered');
  await server.deliver(first, anew());
  assert.deepEqual(await told(bob, alice), ['hello', 'still here']);
  assert.equal((await bob.client.chat(alice.client.account)).unread, 2);
  assert.deepEqual([seen.length, bob.notices], [2, []]);
  await allReach(bob, await sendAll(bob, alice.client.account, ['I am']), 'delivered');
  assert.deepEqual(await told(alice, bob), ['hello', 'still here', 'I am']);
});

for (const keepsOneTimeKeys of [false, true]) {
  const how = keepsOneTimeKeys ? 'made without a one-time key' : 'whose one-time key is used up';
  test(`D4 D8 a first message ${how} opens no second session when the first is gone: a line says so`, async t => {
    const { world, alice, bob, first } = await setUp(t, keepsOneTimeKeys);
    await bob.client.close();
    await forgetSession(bob.store, alice);
    const again = await world.restart(bob);
    const server = liar(again);
    const seen = listen(again);
    await server.deliver(first, anew());
    await server.deliver(first);
    assert.deepEqual(await told(again, alice), ['hello', 'reused_prekey']);
    await allReach(alice, await sendAll(alice, bob.client.account, ['anew']), 'delivered');
    await until(async () => (await told(again, alice)).includes('anew'));
    assert.deepEqual(
      (await told(again, alice)).filter(line => line === 'hello'),
      ['hello'],
    );
    assert.deepEqual(
      seen.map(({ text }) => text),
      ['anew'],
    );
  });
}

async function forgetSession(store: Store, { client }: Person): Promise<void> {
  const key = `${client.account}.${client.device}`;
  await store.commit([{ collection: 'sessions', key, row: undefined }]);
}

test('D4 what somebody wrote before registering anew is not shown again when the server delivers it once more', async t => {
  const { world, alice, bob, server, seen, first } = await setUp(t);
  const again = await world.register('Alice', { phone: alice.client.phone });
  await allReach(again, await sendAll(again, bob.client.account, ['my new phone']), 'delivered');
  await server.deliver(first, anew());
  assert.deepEqual(await told(bob, again), ['hello', 'my new phone']);
  assert.equal(seen.length, 2);
  const warnings = (await shown(bob, again.client.account)).filter(({ notice }) => notice);
  assert.deepEqual(
    warnings.map(({ notice }) => notice?.kind),
    ['security_code_changed'],
  );
});

test('what was for the old device of somebody who has registered anew is a line on the new one, and is not sent to it', async t => {
  const { world, alice, bob, first } = await setUp(t);
  const again = await world.register('Bob', { phone: bob.client.phone });
  const server = liar(again);
  await server.deliver(first);
  await until(() => alice.notices.some(({ kind }) => kind === 'resend_asked'));
  const [line, ...others] = await told(again, alice);
  assert.ok(['no_prekey', 'bad_mac'].includes(line!), line);
  assert.deepEqual(others, []);
  assert.deepEqual(
    alice.notices.filter(({ kind }) => kind === 'resend_asked').map(notice => 'device' in notice && notice.device),
    [again.client.device],
  );
});

test('what was for one device is a line on the other one, and what one person wrote is nothing that another one did', async t => {
  const { world, alice, bob, server, first } = await setUp(t);
  const laptop = await world.link(bob);
  await until(async () => (await told(laptop, alice)).includes('hello'));
  const toLaptop = liar(laptop);
  await toLaptop.deliver(first);
  assert.deepEqual(await told(laptop, alice), ['hello']);
  await toLaptop.deliver(first, anew());
  const [, line] = await told(laptop, alice);
  assert.ok(['no_prekey', 'bad_mac'].includes(line!), line);
  const carla = await world.register('Carla');
  await server.deliver(first, { ...anew(), sender: idBytes(carla.client.account) });
  assert.deepEqual(await told(bob, carla), ['untrusted_identity']);
  assert.deepEqual(await told(bob, alice), ['hello']);
});

test('D4 a message to a group that the server delivers again, under another id and in another place, is shown once', async t => {
  const { alice, bob, server, seen } = await setUp(t);
  const { id } = await alice.client.createGroup({ name: 'Choir', members: [bob.client.account] });
  const ids: MessageId[] = [];
  for (const text of ['la', 'lo']) ids.push((await alice.client.sendText(id, text)).id);
  await allReach(alice, ids, 'delivered');
  for (const kept of server.kept.filter(({ groupMessage }) => groupMessage)) {
    const { seq = 0, ...message } = kept.groupMessage!;
    await server.deliver(kept, { ...anew(), groupMessage: { ...message, seq: (seq ?? 0) + 10 } });
  }
  const messages = (await bob.client.messages(id)).filter(({ notice }) => !notice);
  assert.deepEqual(
    messages.map(({ text, parkedReason }) => text ?? parkedReason),
    ['la', 'lo'],
  );
  assert.equal(seen.length, 3);
});
