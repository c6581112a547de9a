// Groups over HTTP. What events may do is tried in groups/; who may ask for what also in authorization.test.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex, wire } from '@parley/protocol';
import { secretHash } from '../accounts/secrets.ts';
import { add, create, GROUP, inviteIdOf, joinOf, named, remove, withAddKeys } from '../groups/events.testing.ts';
import { createHttpChain, rosterOf, startGroup } from './groups.testing.ts';
import { registerDevice, startHttpServer, type TestDevice, type TestServer } from './test-server.ts';

async function people(server: TestServer) {
  const register = (digit: string) => registerDevice(server, `+1555010000${digit}`);
  return { ann: await register('1'), ben: await register('2'), cat: await register('3') };
}

async function inboxOf(server: TestServer, { token }: TestDevice): Promise<wire.Envelope[]> {
  const { bytes } = await server.request('GET', '/v1/messages?after=0', { token });
  return wire.MessagePage.decode(bytes).messages.map(({ envelope }) => wire.Envelope.decode(envelope!));
}

test('a group is made, grows by a link with approval, and loses who leaves', async t => {
  const server = await startHttpServer(t);
  const { ann, ben, cat } = await people(server);
  const { chain, link } = await startGroup(server, ann, ben);
  const own = await server.request('GET', '/v1/groups', { token: ann.token });
  assert.deepEqual(own.json, { groups: [{ group: GROUP, version: 2, roster: 2 }] });
  const invite = `/v1/group-invites/${inviteIdOf(link)}`;
  const shown = await server.request('GET', invite, { token: cat.token });
  const preview = wire.GroupPreview.decode(shown.bytes);
  assert.deepEqual([shown.status, preview.name, preview.members, preview.approval], [200, 'Climbing', 2, true]);
  const request = joinOf(link, cat);
  const asked = await server.request('POST', `${invite}/requests`, { token: cat.token, body: request });
  assert.equal(asked.status, 202);
  const told = (await inboxOf(server, ann)).flatMap(({ groupRequested }) => groupRequested ?? []);
  assert.deepEqual(
    told.map(note => toHex(note.request!)),
    [toHex(request)],
  );
  assert.ok(
    (await inboxOf(server, ben)).every(({ groupRequested }) => !groupRequested),
    'no admin',
  );
  const waiting = await server.request('GET', `/v1/groups/${GROUP}/requests`, { token: ann.token });
  assert.deepEqual(wire.GroupRequests.decode(waiting.bytes).requests.map(toHex), [toHex(request)]);
  assert.equal((await chain.submit(ann, { added: { members: [named(cat)], request } })).status, 201);
  const left = await chain.submit(ben, remove(ben));
  assert.equal(wire.GroupRosterEntry.decode(left.bytes).number, 4);
  const { entries } = await rosterOf(server, cat, 2);
  assert.deepEqual(
    entries.map(({ number }) => number),
    [3, 4],
  );
  assert.equal(entries[1]!.seq! - entries[0]!.seq!, 1);
  assert.deepEqual((await rosterOf(server, cat, 4)).entries, []);
});

test('who registers anew is no member any more', async t => {
  const server = await startHttpServer(t);
  const { ann, ben } = await people(server);
  const { chain } = await startGroup(server, ann, ben);
  const again = await registerDevice(server, '+15550100002');
  const { entries } = await rosterOf(server, ann, 2);
  const { account, listVersion, registeredAnew } = entries[0]!.devices!;
  assert.deepEqual([toHex(account!), listVersion, registeredAnew], [again.account, 2, true]);
  assert.equal((await rosterOf(server, again)).status, 404);
  assert.equal((await chain.submit(ann, add(again))).status, 201);
  assert.equal((await rosterOf(server, again)).entries.length, 4);
});

test('groups are there after a restart of the server, and go on', async t => {
  const first = await startHttpServer(t);
  const { ann, ben } = await people(first);
  const { chain } = await startGroup(first, ann, ben);
  const before = (await rosterOf(first, ann)).entries.at(-1)!.seq!;
  await first.close();
  const server = await startHttpServer(t, { data: first.data });
  const next = createHttpChain(server);
  next.took(chain.last());
  const done = await next.submit(ann, { settings: { timerS: 60 } });
  const { number, seq } = wire.GroupRosterEntry.decode(done.bytes);
  assert.deepEqual([done.status, number], [201, 3]);
  assert.ok(seq > before + 1, 'above whatever was given out before');
  assert.equal((await rosterOf(server, ben)).entries.length, 3);
});

test('groups show in the metrics', async t => {
  const server = await startHttpServer(t);
  const { ann, ben } = await people(server);
  await startGroup(server, ann, ben);
  const metrics = Buffer.from((await server.request('GET', '/metrics')).bytes).toString();
  for (const line of ['parley_groups 1', 'parley_group_members 2', 'parley_roster_entries_waiting 0']) {
    assert.ok(metrics.includes(`\n${line}\n`), line);
  }
});

test('what is no event, request or id is refused in words', async t => {
  const server = await startHttpServer(t);
  const { ann } = await people(server);
  const { token } = ann;
  const code = async (method: string, path: string, options: object = {}) =>
    (await server.request(method, path, { token, ...options })).json?.code;
  const events = `/v1/groups/${GROUP}/events`;
  assert.equal(await code('POST', events, { body: Uint8Array.of(1) }), 'bad_group_event');
  assert.equal(await code('POST', events, { json: {} }), 'bad_request');
  assert.equal(await code('POST', events, { body: new Uint8Array(200_000) }), 'too_large');
  assert.equal(await code('POST', events, { body: new Uint8Array(300_000) }), 'too_large');
  assert.equal(await code('GET', '/v1/groups/x/roster'), 'bad_request');
  assert.equal(await code('GET', `/v1/groups/${GROUP}/roster?after=-1`), 'bad_request');
  assert.equal(await code('GET', '/v1/group-invites/abc'), 'bad_request');
  const requests = `/v1/group-invites/${'a'.repeat(64)}/requests`;
  assert.equal(await code('POST', requests, { body: Uint8Array.of(1) }), 'bad_group_event');
  assert.equal(await code('POST', requests, { json: {} }), 'bad_request');
});

test('who does not want to be added is named, and a contact adds with the key that the profile came with', async t => {
  const server = await startHttpServer(t);
  const { ann, ben, cat } = await people(server);
  const key = new Uint8Array(16).fill(7);
  const profile = { version: 1, profile: 'AAAA', addKeyHash: secretHash(key) };
  assert.equal((await server.request('PUT', '/v1/profile', { token: ann.token, json: profile })).status, 204);
  const bad = { ...profile, version: 2, addKeyHash: 'x' };
  assert.equal((await server.request('PUT', '/v1/profile', { token: ann.token, json: bad })).json.code, 'bad_request');
  await server.request('PATCH', '/v1/privacy', { token: ann.token, json: { groups: 'contacts' } });
  const { signed } = createHttpChain(server).make(ben, create(ben, ann, cat));
  const post = (body: Uint8Array) => server.request('POST', `/v1/groups/${GROUP}/events`, { token: ben.token, body });
  const refused = await post(signed);
  const { code, accounts } = refused.json;
  assert.deepEqual([refused.status, code, accounts], [403, 'add_refused', [ann.account]]);
  assert.equal((await post(withAddKeys(signed, [[ann, key]]))).status, 201);
  const read = await server.request('GET', `/v1/profile/${ann.account}`, { token: ben.token });
  assert.deepEqual(read.json, { version: 1, profile: 'AAAA' }, 'the hash is told to nobody');
});
