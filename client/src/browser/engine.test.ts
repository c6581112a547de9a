import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wireError } from '@parley/protocol';
import { type Browser, createBrowser } from '../testing/browser.ts';
import { CODE } from '../testing/fake-accounts.ts';
import { until } from '../testing/until.ts';
import { createWorld, type Person } from '../testing/world.ts';
import { deleteIndexedDbStore } from './store-indexeddb.ts';

const PHONE = '+15550107000';

async function browserAndBob(t: { after(run: () => Promise<void>): void }) {
  const world = createWorld();
  const browser = createBrowser(world.server);
  t.after(async () => {
    await browser.close();
    await world.close();
  });
  const tab = await browser.register(PHONE, 'Alice');
  const bob = await world.register('Bob');
  return { world, browser, tab, engine: tab.engine, bob, to: bob.client.account };
}

async function textsOf(person: Person, browser: Browser): Promise<(string | undefined)[]> {
  const messages = await person.client.messages(browser.marker?.account as never, { limit: 10_000 });
  return messages.map(message => message.text);
}

test('a wrong code is told, another one is sent, the right one makes the browser a device', async t => {
  const world = createWorld();
  const browser = createBrowser(world.server);
  t.after(browser.close);
  const { engine } = await browser.open();
  assert.equal(engine.snapshot.state, 'not_registered');
  const asked: number[] = [];
  engine.on('code', ({ attempt }) => asked.push(attempt));
  const done = engine.register({ phone: PHONE, name: 'Alice' });
  await until(() => engine.snapshot.registration?.code?.attempt === 1);
  await assert.rejects(engine.submitCode('000000'), { code: 'bad_code' });
  assert.equal(engine.snapshot.registration?.code?.attempt, 2);
  await engine.resendCode();
  await until(() => engine.snapshot.registration?.code?.attempt === 1);
  await engine.submitCode(CODE);
  await done;
  assert.equal(engine.snapshot.state, 'ready');
  assert.equal(engine.snapshot.profile?.name, 'Alice');
  assert.equal(engine.snapshot.registration, undefined);
  assert.deepEqual(asked, [1, 2, 1]);
  assert.equal(browser.marker?.phone, PHONE);
});

test('an account with a PIN asks for it after the code, in every tab, and again when it is wrong', async t => {
  const world = createWorld();
  const browser = createBrowser(world.server);
  t.after(browser.close);
  const { accounts } = world.server;
  const { fetch } = accounts;
  accounts.fetch = async (input, init) => {
    if (String(input).endsWith('/pin')) {
      const { pin } = JSON.parse(String(init?.body));
      return pin === '271828'
        ? new Response(null, { status: 204 })
        : Response.json(wireError('bad_pin'), { status: 403 });
    }
    const answer = await fetch(input, init);
    return String(input).endsWith('/code') ? Response.json({ ...(await answer.json()), pin: true }) : answer;
  };
  const { engine } = await browser.open();
  const second = await browser.open();
  const done = engine.register({ phone: PHONE, name: 'Alice' });
  await until(() => engine.snapshot.registration?.code?.attempt === 1);
  await assert.rejects(engine.submitPin('271828'), { code: 'cancelled' });
  await engine.submitCode(CODE);
  await until(() => second.engine.snapshot.registration?.pin?.attempt === 1);
  assert.equal(engine.snapshot.registration?.code, undefined);
  await assert.rejects(second.engine.submitPin('314159'), { code: 'bad_pin' });
  await until(() => engine.snapshot.registration?.pin?.error?.code === 'bad_pin');
  await engine.submitPin('271828');
  await done;
  assert.equal(engine.snapshot.state, 'ready');
});

test('a registration that is broken off leaves nothing behind, and can be begun again', async t => {
  const world = createWorld();
  const browser = createBrowser(world.server);
  t.after(browser.close);
  const { engine } = await browser.open();
  const done = engine.register({ phone: PHONE, name: 'Alice' });
  const rejected = assert.rejects(done, { code: 'cancelled' });
  await until(() => engine.snapshot.registration?.code !== undefined);
  await engine.cancelRegistration();
  await rejected;
  assert.equal(engine.snapshot.state, 'not_registered');
  assert.equal(engine.snapshot.registration, undefined);
  await assert.rejects(engine.register({ phone: PHONE, name: '\u202e\u200c' }), { code: 'bad_name' });
  assert.equal(engine.snapshot.registration, undefined);
});

test('all tabs see the same, and each can write', async t => {
  const { browser, engine, bob, to } = await browserAndBob(t);
  const second = await browser.open();
  assert.equal(second.engine.snapshot.state, 'ready');
  const seen: (string | undefined)[] = [];
  second.engine.on('message', ({ text }) => seen.push(text));
  const { id } = await engine.sendText(to, 'from the first');
  await second.engine.waitFor(id, 'delivered');
  const answer = await second.engine.sendText(to, 'from the second');
  await engine.waitFor(answer.id, 'delivered');
  assert.deepEqual(await textsOf(bob, browser), ['from the first', 'from the second']);
  await until(() => seen.length === 2);
  assert.deepEqual(seen, ['from the first', 'from the second']);
  assert.equal((await second.engine.chats()).length, 1);
});

test('D3 D4 the leader goes while a tab writes: each message is sent once, in order', async t => {
  const { browser, tab, bob, to } = await browserAndBob(t);
  const second = await browser.open();
  const refreshed = Promise.withResolvers<void>();
  second.engine.on('refresh', () => refreshed.resolve());
  const states = new Set<string>();
  second.engine.on('snapshot', ({ state }) => states.add(state));
  const texts = Array.from({ length: 300 }, (_, i) => `message ${i}`);
  const sends = texts.map(text => second.engine.sendText(to, text));
  // Some are answered now, some are done and not answered, some not begun.
  await sends[0];
  await tab.stopWorker();
  await browser.open();
  const sent = await Promise.all(sends);
  await refreshed.promise;
  await second.engine.waitFor(sent.at(-1)?.id as never, 'delivered');
  assert.equal(new Set(sent.map(({ id }) => id)).size, texts.length);
  assert.deepEqual(await textsOf(bob, browser), texts);
  assert.deepEqual([...states], ['ready'], 'nobody is thrown out of the chat meanwhile');
});

test('U35 of five tabs the leading ones go one after the other, and the last still writes and reads', async t => {
  const { browser, tab, bob, to } = await browserAndBob(t);
  const others = [await browser.open(), await browser.open(), await browser.open(), await browser.open()];
  const last = others.at(-1) as typeof tab;
  for (const [i, leading] of [tab, ...others.slice(0, 3)].entries()) {
    const { id } = await last.engine.sendText(to, String(i));
    await last.engine.waitFor(id, 'delivered');
    leading.engine.close();
    await leading.stopWorker();
  }
  const { id } = await last.engine.sendText(to, 'the last');
  await last.engine.waitFor(id, 'delivered');
  assert.deepEqual(await textsOf(bob, browser), ['0', '1', '2', '3', 'the last']);
  const { id: answer } = await bob.client.sendText(browser.marker?.account as never, 'still there?');
  await bob.client.waitFor(answer, 'delivered');
  assert.equal((await last.engine.messages(to)).at(-1)?.text, 'still there?');
});

test('what is asked before anybody leads is answered once somebody does', async t => {
  const { browser, tab, to } = await browserAndBob(t);
  const second = await browser.open();
  second.engine.close();
  await second.stopWorker();
  await tab.stopWorker();
  const asked = tab.engine.sendText(to, 'into the void');
  await browser.open();
  assert.equal((await asked).text, 'into the void');
});

test('F29 the browser removes keys and messages: it says so, and makes no new identity unasked', async t => {
  const { browser, tab, world } = await browserAndBob(t);
  const { account } = browser.marker ?? {};
  await deleteIndexedDbStore(`parley/${browser.profile}`);
  await until(() => tab.engine.snapshot.state === 'evicted');
  assert.equal(tab.engine.snapshot.was?.account, account);
  await assert.rejects(tab.engine.register({ phone: PHONE, name: 'Alice' }), { code: 'already_registered' });
  await tab.engine.startOver();
  await until(() => tab.engine.snapshot.state === 'not_registered');
  assert.equal(browser.marker, undefined);
  const again = await browser.register(PHONE, 'Alice');
  assert.equal(again.engine.snapshot.state, 'ready');
  assert.equal(world.server.accounts.devicesOf(account as never)?.version, 2);
});

test('F29 keys that were removed while no tab was open are missed at the next start', async t => {
  const { browser, tab } = await browserAndBob(t);
  tab.engine.close();
  await tab.stopWorker();
  await deleteIndexedDbStore(`parley/${browser.profile}`);
  const { engine } = await browser.open();
  assert.equal(engine.snapshot.state, 'evicted');
});

test('U35 logging out ends the device at the server and wipes all tabs', async t => {
  const { world, browser, engine, to } = await browserAndBob(t);
  const second = await browser.open();
  await engine.sendText(to, 'soon gone');
  const token = (await storedToken(browser)) as Uint8Array;
  assert.ok(world.server.accounts.deviceOf(token));
  await engine.logOut();
  await until(() => second.engine.snapshot.state === 'not_registered');
  assert.equal(engine.snapshot.state, 'not_registered');
  assert.equal(browser.marker, undefined);
  assert.equal(world.server.accounts.deviceOf(token), undefined);
  await assert.rejects(second.engine.chats(), { code: 'not_registered' });
  assert.equal(await storedToken(browser), undefined);
});

async function storedToken({ profile }: Browser): Promise<unknown> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(`parley/${profile}`);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const row = await new Promise<{ row?: { token?: unknown } } | undefined>(resolve => {
    const request = database.transaction('profile').objectStore('profile').get('self');
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
  return row?.row?.token;
}

test('a device that the server has ended says so, still shows what it has, and does not knock again', async t => {
  const { world, engine, to } = await browserAndBob(t);
  await engine.sendText(to, 'kept');
  const { account, device } = engine.snapshot.profile ?? {};
  world.server.cut(4505, { account: account as never, device: device as number });
  await until(() => engine.snapshot.revoked === 'unlinked');
  engine.nudge();
  assert.equal((await engine.messages(to))[0]?.text, 'kept');
  assert.equal(engine.snapshot.revoked, 'unlinked');
});

test('a store that cannot be opened is told, and opened once it can be', async t => {
  const world = createWorld();
  const { openIndexedDbStore } = await import('./store-indexeddb.ts');
  const { ParleyError } = await import('../errors.ts');
  let broken = true;
  const browser = createBrowser(world.server, {
    async open() {
      if (broken) throw new ParleyError('store_too_new');
      return openIndexedDbStore('parley/broken');
    },
    delete: async () => {},
  });
  t.after(browser.close);
  const { engine } = await browser.open();
  assert.equal(engine.snapshot.state, 'storage_failed');
  assert.equal(engine.snapshot.error?.code, 'store_too_new');
  broken = false;
  engine.nudge();
  await until(() => engine.snapshot.state === 'not_registered');
});

test('an aborted wait ends at once, here and in the worker; errors keep their code', async t => {
  const { engine, to, world } = await browserAndBob(t);
  world.server.onClientFrame = frame => (frame.send ? 'drop' : undefined);
  const { id } = await engine.sendText(to, 'not answered');
  const controller = new AbortController();
  const waiting = engine.waitFor(id, 'sent', controller.signal);
  const reason = new Error('enough');
  controller.abort(reason);
  await assert.rejects(waiting, reason);
  await assert.rejects(engine.sendText('nobody' as never, 'x'), { code: 'bad_recipient', temporary: false });
  await assert.rejects(engine.sendText(to, 'x', { signal: AbortSignal.abort(reason) }), reason);
});
