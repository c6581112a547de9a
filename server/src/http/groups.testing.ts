// Groups of devices that are registered at a test server.
import assert from 'node:assert/strict';
import { type GroupId, wire } from '@parley/protocol';
import { type Change, create, createEvents, GROUP } from '../groups/events.testing.ts';
import { type Answer, createKey, type TestDevice, type TestServer } from './test-server.ts';

/** Changes a group over HTTP as one client after the other, each of which knows all events. */
export function createHttpChain(server: Pick<TestServer, 'request'>, group: GroupId = GROUP) {
  const events = createEvents(group);
  return {
    ...events,
    async submit(by: TestDevice, change: Change): Promise<Answer> {
      const made = events.make(by, change);
      const path = `/v1/groups/${group}/events`;
      const answer = await server.request('POST', path, { token: by.token, body: made.signed });
      if (answer.status === 201) events.took(made);
      return answer;
    },
  };
}

/** A group of these, and a link that lets people in when an admin does. */
export async function startGroup(server: Pick<TestServer, 'request'>, owner: TestDevice, ...members: TestDevice[]) {
  const chain = createHttpChain(server);
  assert.equal((await chain.submit(owner, create(owner, ...members))).status, 201);
  const link = createKey();
  const invite = { publicKey: link.publicKey, approval: true };
  assert.equal((await chain.submit(owner, { invite })).status, 201);
  return { chain, link };
}

export async function rosterOf(server: Pick<TestServer, 'request'>, { token }: TestDevice, after = 0) {
  const answer = await server.request('GET', `/v1/groups/${GROUP}/roster?after=${after}`, { token });
  return { ...answer, entries: answer.status === 200 ? wire.GroupRosterPage.decode(answer.bytes).entries : [] };
}
