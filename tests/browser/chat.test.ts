// Two people write to each other in two browsers.
import { test } from 'node:test';
import { createWorld } from './support/world.ts';

test('U15 what is written arrives, and its ticks say how far it got', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
  await alice.opens(bob);
  await alice.writes('Hello Bob');
  await alice.seesState('Hello Bob', 'Delivered');
  await bob.opens(alice);
  await bob.sees('Hello Bob');
  await alice.seesState('Hello Bob', 'Read');
  await bob.writes('Hello Alice');
  await alice.sees('Hello Alice');
  await bob.seesState('Hello Alice', 'Read');
});

test('U23 a file that somebody has sent is named in the list and in the chat', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const file = { source: new Blob(['%PDF-']), name: 'travel plan.pdf', type: 'application/pdf' };
  await bob.client.sendFiles(alice.account, [file]);
  await alice.row('travel plan.pdf').waitFor();
  await alice.opens(bob);
  await alice.sees('📎 travel plan.pdf');
  await alice.page.getByText('travel plan.pdf', { exact: true }).waitFor();
});
