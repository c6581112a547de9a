// Shards move between cells of the mailbox under load: what was answered is there, once, whatever is killed meanwhile (D1, D2, D9).
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { startMailbox } from '../../../dev/parts/mailbox.ts';
import { openMailbox } from './mailbox-mnesia.ts';
import { messageStoreRandom } from './message-store-random.testing.ts';
import { createMnesiaPlace } from './mnesia-place.testing.ts';
import { moveSurely } from './move-surely.testing.ts';
import { startWriteLoad } from './write-load.testing.ts';

const PATIENCE_MS = 60_000;
/** More on demand. */
const KILLS = Number(process.env.PARLEY_TEST_MAILBOX_KILLS ?? 2);

async function openCells(t: TestContext, nodes: number) {
  const part = await startMailbox({ nodes, cells: 2 });
  t.after(() => part.stop());
  const load = await startWriteLoad(part, PATIENCE_MS);
  t.after(() => load.stop());
  const open = () => {
    const mailbox = openMailbox({ nodes: part.addresses, secret: part.secret, giveUpMs: PATIENCE_MS });
    t.after(mailbox.close);
    return mailbox;
  };
  const mailbox = open();
  await mailbox.ready();
  async function move(cell: number, ...shards: number[]): Promise<number> {
    const longest = await moveSurely(mailbox, shards, part.addresses.find(address => address.cell === cell)!);
    assert.deepEqual(new Set(shards.map(mailbox.cellOf)), new Set([cell]));
    return longest;
  }
  return { part, load, move, open };
}

test('D1 D2 D9 shards move to a new cell and back under load', async t => {
  const { load, move } = await openCells(t, 1);
  await load.more(500);
  t.diagnostic(`longest pause: ${Math.round(await move(1, 4, 5, 6, 7))} ms`);
  await load.more(500);
  await move(0, 7);
  await load.more(500);
  await load.stop();
  await load.check();
});

for (const victim of ['gives', 'takes'] as const) {
  test(`D1 D2 D9 the cell that ${victim} a shard is killed while it moves, again and again`, async t => {
    const { part, load, move } = await openCells(t, 1);
    await load.more(200);
    for (let kill = 0; kill < KILLS * 2; kill++) {
      const to = (kill + 1) % 2;
      const moving = move(to, 2, 3, 4, 5);
      // Each time a little later in the course of things.
      await load.more(1 + 25 * kill);
      await part.nodes[victim === 'takes' ? to : 1 - to]!.restart();
      await moving;
      await load.more(100);
    }
    await load.stop();
    await load.check();
  });
}

test('D9 a move goes on when who has ordered it is gone, and can be ordered again', async t => {
  const { part, load, move, open } = await openCells(t, 1);
  await load.more(200);
  const other = open();
  await other.ready();
  const [, number] = await other.ask(4, () => ['where']);
  const { host, port } = part.addresses[1]!;
  await other.ask(4, () => ['leave', number!, Buffer.from(`${host}:${port}`)]);
  other.close();
  await move(1, 4, 5);
  await load.more(200);
  await load.stop();
  await load.check();
});

test('D1 D2 D9 shards move between cells of three nodes, one of each is killed meanwhile', async t => {
  const { part, load, move } = await openCells(t, 3);
  await load.more(200);
  for (const victim of [1, 3]) {
    const moving = move(victim === 1 ? 1 : 0, 0, 1, 2, 3);
    await load.more(20);
    await part.nodes[victim]!.kill();
    await moving;
    await load.more(200);
    await part.nodes[victim]!.restart();
  }
  await load.stop();
  await load.check();
});

messageStoreRandom('mnesia of two cells', () => createMnesiaPlace(2), [4], { steps: 50, atOnce: 1 });
