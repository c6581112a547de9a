// What was answered is there after kills under load (D1, D9, F13).
import assert from 'node:assert/strict';
import { rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type Change, copySource } from '../../../dev/nemesis/source-copy.ts';
import { type MailboxPart, startMailbox } from '../../../dev/parts/mailbox.ts';
import { until } from '../../../dev/parts/until.ts';
import { startWriteLoad } from './write-load.testing.ts';

/** More on demand: what is lost once in hundred kills is lost. */
const KILLS = Number(process.env.PARLEY_TEST_MAILBOX_KILLS ?? 2);

async function withMailbox(nodes: number, run: (part: MailboxPart) => Promise<void>): Promise<void> {
  const part = await startMailbox({ nodes });
  try {
    await run(part);
  } finally {
    await part.stop();
  }
}

const killAll = ({ nodes }: MailboxPart): Promise<unknown> => Promise.all(nodes.map(node => node.kill()));
const untilMembers = ({ httpPorts }: MailboxPart, count: number): Promise<void> =>
  until(`the view has ${count} members`, 60_000, async () => {
    const metrics = await fetch(`http://127.0.0.1:${httpPorts[2]}/metrics`);
    return (await metrics.text()).includes(`mailbox_members ${count}\n`);
  });
const startAll = ({ nodes }: MailboxPart): Promise<unknown> => Promise.all(nodes.map(node => node.restart()));

test('D1 D2 F13 a single node that is killed under load has all that it has answered, once', () =>
  withMailbox(1, async part => {
    const load = await startWriteLoad(part);
    for (let kill = 0; kill < KILLS; kill++) {
      await load.more(1_000);
      await part.nodes[0]!.restart();
    }
    await load.more(1_000);
    await load.stop();
    await load.check();
  }));

test('D1 D9 F13 all three nodes are killed at once under load, again and again', () =>
  withMailbox(3, async part => {
    const load = await startWriteLoad(part);
    for (let kill = 0; kill < KILLS; kill++) {
      await load.more(1_000);
      await killAll(part);
      await startAll(part);
    }
    await load.more(1_000);
    await load.stop();
    await load.check();
  }));

test('D1 D9 F13 one of three nodes is killed under load, then all at once, again and again', () =>
  withMailbox(3, async part => {
    const load = await startWriteLoad(part);
    for (let kill = 0; kill < KILLS; kill++) {
      const node = part.nodes[kill % 3]!;
      await load.more(500);
      await node.kill();
      await load.more(500);
      // Every other time it is on its way in, or just back, when all die.
      if (kill % 2 === 1) await node.restart();
      await load.more(100);
      await killAll(part);
      await startAll(part);
    }
    await load.more(500);
    await load.stop();
    await load.check();
  }));

test('D1 D9 each of three nodes is killed under load and comes back; the others go on', () =>
  withMailbox(3, async part => {
    const load = await startWriteLoad(part);
    for (const node of part.nodes) {
      await load.more(500);
      await node.kill();
      await load.more(1_000);
      await node.restart();
      await load.more(1_000);
    }
    await load.stop();
    await load.check();
  }));

test('D1 what was answered while a node was down is there although that node starts first after all were killed', () =>
  withMailbox(3, async part => {
    const [first, ...others] = [...part.nodes].sort((one, other) => one.ports[0]! - other.ports[0]!);
    const load = await startWriteLoad(part);
    await load.more(500);
    await first!.kill();
    await load.more(1_000);
    const stopping = load.stop();
    await stopping;
    await killAll(part);
    await first!.restart();
    await Promise.all(others.map(node => node.restart()));
    await load.check();
  }));

test('D9 a node that is paused for longer than the others wait is dropped, and comes back by itself', () =>
  withMailbox(3, async part => {
    const load = await startWriteLoad(part);
    await load.more(500);
    part.nodes[1]!.pause();
    await load.more(1_000);
    part.nodes[1]!.resume();
    await load.more(1_000);
    await part.nodes[0]!.kill();
    await load.more(1_000);
    await load.stop();
    await load.check();
  }));

test('D1 D9 a node that has lost its folder takes a new copy of everything from the others', () =>
  withMailbox(3, async part => {
    const load = await startWriteLoad(part);
    await load.more(500);
    await part.nodes[0]!.kill();
    rmSync(part.folders[0]!, { recursive: true });
    await load.more(500);
    await part.nodes[0]!.restart();
    await untilMembers(part, 3);
    await part.nodes[1]!.kill();
    await load.more(500);
    await killAll(part);
    await startAll(part);
    await load.more(500);
    await load.stop();
    await load.check();
  }));

test('D1 an empty folder is no vote: with it and a node that was away nothing begins', () =>
  withMailbox(3, async part => {
    const load = await startWriteLoad(part, 60_000);
    await load.more(500);
    await part.nodes[0]!.kill();
    await load.more(500);
    await killAll(part);
    rmSync(part.folders[1]!, { recursive: true });
    await Promise.all([part.nodes[0]!.restart(), part.nodes[1]!.restart()]);
    const health = (node: number) => fetch(`http://127.0.0.1:${part.httpPorts[node]}/health`);
    await wait(3_000); // longer than a start takes that goes on
    assert.deepEqual([(await health(0)).status, (await health(1)).status], [503, 503]);
    await part.nodes[2]!.restart();
    await untilMembers(part, 3);
    await load.stop();
    await load.check();
  }));

/** Three nodes of another source. */
async function startChanged(t: TestContext, change: Change): Promise<MailboxPart> {
  const copy = copySource([change]);
  t.after(copy.remove);
  const part = await startMailbox({ nodes: 3, source: copy.path });
  t.after(part.stop);
  return part;
}

/** Between the closing of all shards for a new view and its first durable step, where it has a file of that name. */
const endsWhileItJoins = {
  file: 'mailbox/src/mailbox_pending.erl',
  find: 'settle() -> settle(',
  replace: `settle() ->
    Mark = filename:join(filename:dirname(mnesia:system_info(directory)), "ends"),
    _ = filelib:is_file(Mark) andalso halt(9, [{flush, false}]),
    settle(`,
};

test('D9 when a node ends while it joins, and stays away, the others go on', async t => {
  const part = await startChanged(t, endsWhileItJoins);
  const load = await startWriteLoad(part);
  await load.more(500);
  const last = part.nodes[2]!;
  await last.kill();
  await load.more(500);
  writeFileSync(join(part.folders[2]!, 'ends'), '');
  await last.restart();
  await until('it has ended', 60_000, async () => {
    const health = await fetch(`http://127.0.0.1:${part.httpPorts[2]}/health`).catch(() => undefined);
    return health === undefined;
  });
  await load.more(500);
  await load.stop();
  await load.check();
});

/** There and connected, but no further, as long as it has a file of that name: as one that loads large tables. */
const takesItsTime = {
  file: 'mailbox/src/mailbox_entry.erl',
  find: 'enter() ->\n',
  replace: `enter() ->
    case filelib:is_file(filename:join(filename:dirname(mnesia:system_info(directory)), "waits")) of
        true -> {waiting, #{for => test, nodes => []}};
        false -> enter_now()
    end.

enter_now() ->
`,
};

test('D9 two of three go on when the third is lost while one of them is still on its way in', async t => {
  const part = await startChanged(t, takesItsTime);
  const load = await startWriteLoad(part, 60_000);
  await load.more(500);
  await part.nodes[1]!.kill();
  await load.more(500);
  const mark = join(part.folders[1]!, 'waits');
  writeFileSync(mark, '');
  await part.nodes[1]!.restart();
  await load.more(2_000);
  await part.nodes[0]!.kill();
  unlinkSync(mark);
  await load.more(500);
  await load.stop();
  await load.check();
});

/** Once, where it has a file of that name: a table was sent while others had not taken a transaction. */
const lacksRows = {
  file: 'mailbox/src/mailbox_tables.erl',
  find: `    Loaded = erlang:monotonic_time(millisecond),
`,
  replace: `    Mark = filename:join(filename:dirname(mnesia:system_info(directory)), "lacks"),
    _ = file:delete(Mark) =:= ok andalso
        [ets:delete(Table, ets:last(Table)) || Shard <- lists:seq(0, mailbox_schema:shards() - 1), Table <- [maps:get(q, mailbox_schema:tables(Shard))]],
    Loaded = erlang:monotonic_time(millisecond),
`,
};

test('D1 a node that lacks a row when it has loaded does not come in, and loads once more', async t => {
  const part = await startChanged(t, lacksRows);
  const load = await startWriteLoad(part, 60_000);
  for (const [index, node] of part.nodes.entries()) {
    await load.more(500);
    await node.kill();
    await load.more(500);
    writeFileSync(join(part.folders[index]!, 'lacks'), '');
    await node.restart();
    await load.more(1_000);
  }
  await load.stop();
  await load.check();
});
