// For each route of groups: strangers hear of no group, members get what members may, and nobody acts for another.
import assert from 'node:assert/strict';
import { wire } from '@parley/protocol';
import { add, create, GROUP, inviteIdOf, joinOf, remove } from '../groups/events.testing.ts';
import { createHttpChain, rosterOf, startGroup } from './groups.testing.ts';
import { registerDevice, type TestDevice, type TestServer } from './test-server.ts';

type Case = (server: TestServer, alice: TestDevice, mallory: TestDevice) => Promise<void>;

const requests = `/v1/groups/${GROUP}/requests`;

export const groupCases: Record<string, Case> = {
  'get /v1/groups': async (server, alice, mallory) => {
    await startGroup(server, alice);
    assert.deepEqual((await server.request('GET', '/v1/groups', { token: mallory.token })).json, { groups: [] });
    assert.equal((await server.request('GET', '/v1/groups', { token: alice.token })).json.groups.length, 1);
  },
  'post /v1/groups/{group}/events': async (server, alice, mallory) => {
    const bob = await registerDevice(server, '+15550100003');
    const { chain } = await startGroup(server, alice, bob);
    for (const change of [add(mallory), remove(bob), { details: { name: 'Mine' } }]) {
      assert.equal((await chain.submit(mallory, change)).json.code, 'unknown_group', 'a stranger');
      assert.equal((await chain.submit({ ...mallory, account: alice.account }, change)).status, 400, 'in her name');
      if (change.removed) continue;
      assert.equal((await chain.submit(bob, change)).json.code, 'group_forbidden', 'a member');
    }
    const { signed } = chain.make(alice, remove(bob)); // Alice's signature under Mallory's token
    const path = `/v1/groups/${GROUP}/events`;
    const stolen = await server.request('POST', path, { token: mallory.token, body: signed });
    assert.equal(stolen.json.code, 'bad_group_event');
    const fresh = createHttpChain(server);
    assert.equal((await fresh.submit(mallory, create(mallory))).json.code, 'unknown_group', 'the id is taken');
    assert.equal((await rosterOf(server, alice)).entries.length, 2);
  },
  'get /v1/groups/{group}/roster': async (server, alice, mallory) => {
    const { chain } = await startGroup(server, alice);
    const never = await rosterOf(server, mallory);
    assert.deepEqual([never.status, never.json.code], [404, 'unknown_group']);
    await chain.submit(alice, add(mallory));
    await chain.submit(alice, remove(mallory));
    await chain.submit(alice, { details: { name: 'Without Mallory' } });
    const left = await rosterOf(server, mallory);
    assert.deepEqual(
      left.entries.map(({ number }) => number),
      [1, 2, 3, 4],
    );
    assert.equal((await rosterOf(server, alice)).entries.length, 5);
  },
  'get /v1/groups/{group}/requests': async (server, alice, mallory) => {
    const { chain, link } = await startGroup(server, alice);
    const path = `/v1/group-invites/${inviteIdOf(link)}/requests`;
    await server.request('POST', path, { token: mallory.token, body: joinOf(link, mallory) });
    assert.equal((await server.request('GET', requests, { token: mallory.token })).json.code, 'unknown_group');
    await chain.submit(alice, add(mallory));
    assert.equal((await server.request('GET', requests, { token: mallory.token })).json.code, 'group_forbidden');
  },
  'delete /v1/groups/{group}/requests/{account}': async (server, alice, mallory) => {
    const bob = await registerDevice(server, '+15550100003');
    const { chain, link } = await startGroup(server, alice);
    const path = `/v1/group-invites/${inviteIdOf(link)}/requests`;
    await server.request('POST', path, { token: bob.token, body: joinOf(link, bob) });
    const remove = (by: TestDevice) => server.request('DELETE', `${requests}/${bob.account}`, { token: by.token });
    assert.equal((await remove(mallory)).json.code, 'unknown_group');
    await chain.submit(alice, add(mallory));
    assert.equal((await remove(mallory)).json.code, 'group_forbidden');
    const left = await server.request('GET', requests, { token: alice.token });
    assert.equal(wire.GroupRequests.decode(left.bytes).requests.length, 1);
    assert.equal((await remove(bob)).status, 204, 'who has asked');
    assert.equal((await remove(alice)).json.code, 'not_found');
  },
  'get /v1/group-invites/{invite}': async (server, alice, mallory) => {
    const { chain, link } = await startGroup(server, alice);
    const path = (id: string) => `/v1/group-invites/${id}`;
    const guessed = await server.request('GET', path('a'.repeat(64)), { token: mallory.token });
    assert.equal(guessed.json.code, 'invite_not_found');
    const held = await server.request('GET', path(inviteIdOf(link)), { token: mallory.token });
    assert.equal(held.status, 200, 'whoever has the link may look');
    await chain.submit(alice, { inviteRevoked: { publicKey: link.publicKey } });
    const revoked = await server.request('GET', path(inviteIdOf(link)), { token: mallory.token });
    assert.equal(revoked.json.code, 'invite_not_found');
  },
  'post /v1/group-invites/{invite}/requests': async (server, alice, mallory) => {
    const bob = await registerDevice(server, '+15550100003');
    const { link } = await startGroup(server, alice);
    const path = `/v1/group-invites/${inviteIdOf(link)}/requests`;
    const inBobsName = await server.request('POST', path, { token: mallory.token, body: joinOf(link, bob) });
    assert.equal(inBobsName.json.code, 'bad_group_event');
    const left = await server.request('GET', requests, { token: alice.token });
    assert.equal(wire.GroupRequests.decode(left.bytes).requests.length, 0);
  },
};
