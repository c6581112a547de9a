// The rooms of groups together, as `compose.ts` connects them: who may write to a group, and who is given what, at each entry of
// its roster.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idBytes, wire } from '@parley/protocol';
import { connectRaw } from '../../dev/raw-connection.ts';
import { add, GROUP, remove } from './groups/events.testing.ts';
import { startGroup } from './http/groups.testing.ts';
import {
  credentialsOf,
  registerDevice,
  startHttpServer,
  type TestDevice,
  type TestServer,
} from './http/test-server.ts';

let messages = 0;

/** One frame by a connection of its own, and what it is answered. */
async function sendToGroup(
  server: TestServer,
  by: TestDevice,
  roster: number,
  text: string,
): Promise<wire.ServerFrame> {
  const { promise, resolve, reject } = Promise.withResolvers<wire.ServerFrame>();
  const connection = await connectRaw(server.url, credentialsOf(by), {
    connectionEpoch: ++messages,
    onFrame: frame => (frame.sent || frame.refused) && resolve(frame),
    onClose: code => reject(new Error(`closed with ${code}`)),
  });
  const id = Buffer.alloc(16, messages);
  const data = Buffer.from(text);
  connection.send({ sendGroup: { id, group: idBytes(GROUP), after: 0, roster, data, run: 1 } });
  const answer = await promise;
  await connection.close();
  return answer;
}

/** What waits for a device, until this text is there; the fan-out may still be at it. */
async function inboxUntil(server: TestServer, { token }: TestDevice, last: string): Promise<string[]> {
  for (;;) {
    const { bytes } = await server.request('GET', '/v1/messages?after=0', { token });
    const texts = wire.MessagePage.decode(bytes).messages.flatMap(({ envelope }) => {
      const { groupMessage, groupRoster } = wire.Envelope.decode(envelope!);
      if (groupRoster) return [`#${groupRoster.number}`];
      return groupMessage ? [Buffer.from(groupMessage.data!).toString()] : [];
    });
    if (texts.includes(last)) return texts;
  }
}

const codeOf = ({ sent, refused }: wire.ServerFrame) => (sent ? 'sent' : refused?.error?.code);

test('F21 a message is for exactly those who are members at its place, in one order with who comes and goes', async t => {
  const server = await startHttpServer(t);
  const [ann, ben, cat] = [
    await registerDevice(server, '+15550100001'),
    await registerDevice(server, '+15550100002'),
    await registerDevice(server, '+15550100003'),
  ];
  const { chain } = await startGroup(server, ann, ben);
  assert.equal(codeOf(await sendToGroup(server, ann, 2, 'before cat')), 'sent');
  await chain.submit(ann, add(cat));
  const stale = await sendToGroup(server, ann, 2, 'stale');
  assert.deepEqual([codeOf(stale), stale.refused?.roster], ['stale_group', 3]);
  assert.equal(codeOf(await sendToGroup(server, ann, 3, 'with all')), 'sent');
  await chain.submit(ann, remove(ben));
  assert.equal(codeOf(await sendToGroup(server, ann, 4, 'without ben')), 'sent');
  assert.equal(codeOf(await sendToGroup(server, cat, 4, 'last')), 'sent');
  assert.deepEqual(await inboxUntil(server, ann, 'last'), ['#1', '#2', '#3', '#4', 'last']);
  assert.deepEqual(await inboxUntil(server, cat, 'without ben'), ['#3', 'with all', '#4', 'without ben']);
  assert.deepEqual(await inboxUntil(server, ben, '#4'), ['#1', '#2', 'before cat', '#3', 'with all', '#4']);
});

test('strangers, those who have left and those who may only read write nothing to a group', async t => {
  const server = await startHttpServer(t);
  const [ann, ben, eve] = [
    await registerDevice(server, '+15550100001'),
    await registerDevice(server, '+15550100002'),
    await registerDevice(server, '+15550100003'),
  ];
  assert.equal(codeOf(await sendToGroup(server, eve, 1, 'no group')), 'unknown_group');
  const { chain } = await startGroup(server, ann, ben);
  for (const roster of [0, 1, 2, 3]) {
    assert.equal(codeOf(await sendToGroup(server, eve, roster, 'stranger')), 'unknown_group', `roster ${roster}`);
  }
  await chain.submit(ann, { settings: { announcementsOnly: true } });
  assert.equal(codeOf(await sendToGroup(server, ben, 3, 'quiet')), 'group_forbidden');
  assert.equal(codeOf(await sendToGroup(server, ann, 3, 'announced')), 'sent');
  await chain.submit(ben, remove(ben));
  assert.equal(codeOf(await sendToGroup(server, ben, 4, 'left')), 'unknown_group');
  const again = await registerDevice(server, '+15550100001');
  assert.equal(codeOf(await sendToGroup(server, again, 5, 'somebody else now')), 'unknown_group');
});
