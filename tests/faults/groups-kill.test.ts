// kill -9 of the real server while groups change: every change that was answered is in the roster, once and where the answer
// said, and every member's inbox has the roster in that order. PARLEY_KILL_RUNS sets how often.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GroupId, toHex, wire } from '@parley/protocol';
import { create, createEvents, type MadeEvent } from '../../server/src/groups/events.testing.ts';
import { registerDevice, requestAt, type TestDevice, type TestServer } from '../../server/src/http/test-server.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';

const runs = Number(process.env.PARLEY_KILL_RUNS ?? 3);
const GROUPS = 4;
const PAGE_ROWS = 500;

type Request = TestServer['request'];

interface Group {
  readonly id: GroupId;
  readonly owner: TestDevice;
  readonly events: ReturnType<typeof createEvents>;
  /** Made and not answered: it is submitted again, the very same. */
  pending?: MadeEvent;
  readonly answered: wire.GroupRosterEntry[];
}

test(`D1 D2 F13 ${runs} kills while groups change lose, double and reorder nothing of a roster`, {
  timeout: 600_000,
}, async t => {
  const server = await startServerProcess(t);
  const request = requestAt(server.url);
  const member = await registerDevice({ request }, '+15552000000');
  const groups: Group[] = [];
  for (let i = 1; i <= GROUPS; i++) {
    const owner = await registerDevice({ request }, `+1555200000${i}`);
    const id = `g${String(i).repeat(32)}` as GroupId;
    const events = createEvents(id);
    groups.push({ id, owner, events, pending: events.make(owner, create(owner, member)), answered: [] });
  }
  for (let run = 1; run <= runs; run++) {
    await changeUntilKilled(server, request, groups, 20 + ((run * 37) % 60));
    await server.start();
  }
  for (const group of groups) if (group.pending) await submit(request, group, group.pending);
  for (const group of groups) await checkRoster(request, group, member);
  await checkInbox(request, groups, member);
});

/** All groups change; after so many answers the server is killed in the middle of it. */
async function changeUntilKilled(
  server: ServerProcess,
  request: Request,
  groups: readonly Group[],
  answers: number,
): Promise<void> {
  let left = answers;
  let killed: Promise<unknown> | undefined;
  const ended = groups.map(async group => {
    while (!killed) {
      const timerS = group.answered.length;
      group.pending ??= group.events.make(group.owner, { settings: { timerS } });
      if (!(await submit(request, group, group.pending))) return;
      if (--left === 0) killed = server.kill();
    }
  });
  await Promise.all(ended);
  await killed;
}

/** False: there was no answer. */
async function submit(request: Request, group: Group, made: MadeEvent): Promise<boolean> {
  const path = `/v1/groups/${group.id}/events`;
  const answer = await request('POST', path, { token: group.owner.token, body: made.signed }).catch(() => undefined);
  if (!answer) return false;
  assert.equal(answer.status, 201, JSON.stringify(answer.json));
  group.answered.push(wire.GroupRosterEntry.decode(answer.bytes));
  group.events.took(made);
  delete group.pending;
  return true;
}

async function checkRoster(request: Request, group: Group, { token }: TestDevice): Promise<void> {
  const entries: wire.GroupRosterEntry.$Properties[] = [];
  for (let more = true; more; ) {
    const { bytes } = await request('GET', `/v1/groups/${group.id}/roster?after=${entries.length}`, { token });
    const page = wire.GroupRosterPage.decode(bytes);
    entries.push(...page.entries);
    more = page.more;
  }
  const told = ({ number, seq, ts, event }: wire.GroupRosterEntry.$Properties) => [number, seq, ts, toHex(event!)];
  assert.deepEqual(entries.map(told), group.answered.map(told), 'what was answered, and nothing else');
  assert.ok(entries.every(({ number, seq }, i) => number === i + 1 && seq! > (entries[i - 1]?.seq ?? 0)));
}

/** Until all of it is there: the fan-out may still be at it. */
async function checkInbox(request: Request, groups: readonly Group[], { token }: TestDevice): Promise<void> {
  const expected = groups.reduce((sum, { answered }) => sum + answered.length, 0);
  const entries: wire.GroupRosterEntry.$Properties[] = [];
  for (let after = 0; entries.length < expected; ) {
    const { bytes } = await request('GET', `/v1/messages?after=${after}&limit=${PAGE_ROWS}`, { token });
    for (const { seq, envelope } of wire.MessagePage.decode(bytes).messages) {
      after = seq!;
      entries.push(wire.Envelope.decode(envelope!).groupRoster!);
    }
  }
  for (const { id, answered } of groups) {
    const own = entries.filter(({ group }) => `g${toHex(group!)}` === id);
    assert.deepEqual(
      own.map(({ number }) => number),
      answered.map(({ number }) => number),
    );
  }
}
