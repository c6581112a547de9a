// A server that sits between the two devices of a link: what it puts in is noticed, and it learns nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore, link, ParleyError } from '@parley/client';
import { wire } from '@parley/protocol';
import { createRealWorld, type RealWorld } from './real-world.ts';

type Change = (method: string, path: string, body: Uint8Array) => Uint8Array | undefined;

/** What the new device sends and is answered, changed on the way. */
function between(request: Change, answer: Change): typeof fetch {
  return async (input, init = {}) => {
    const { pathname } = new URL(String(input));
    const method = init.method ?? 'GET';
    const sent = init.body instanceof Uint8Array ? request(method, pathname, init.body) : undefined;
    const response = await fetch(input, sent ? { ...init, body: sent as BodyInit } : init);
    if (!response.ok || response.status === 204) return response;
    const body = new Uint8Array(await response.arrayBuffer());
    return new Response((answer(method, pathname, body) ?? body) as BodyInit, { status: response.status });
  };
}

/** How a link ends on both sides when the new device's network does that. */
async function endsOfLink(world: RealWorld, network: typeof fetch) {
  const phone = await world.register('Alice');
  const over = new AbortController();
  const shown = Promise.withResolvers<string>();
  const codeOf = (error: Error): string => (error instanceof ParleyError ? error.code : error.name);
  const laptop = link({
    server: world.url,
    store: createMemoryStore(),
    deviceName: 'Laptop',
    fetch: network,
    signal: over.signal,
    show: ({ text }) => shown.resolve(text),
  }).then(() => 'linked', codeOf);
  const primary = phone.client.linkDevice(await shown.promise, over.signal).then(() => 'linked', codeOf);
  await Promise.race([
    laptop.then(end => end === 'linked' || over.abort()),
    primary.then(end => end === 'linked' || over.abort()),
  ]);
  return { ends: [await laptop, await primary], devices: (await phone.client.devices()).length };
}

const isMessage = (number: number, path: string): boolean =>
  path.startsWith('/v1/links/') && path.endsWith(`/${number}`);
const nothing: Change = () => undefined;

test('a key that the server puts in the place of the other device’s is noticed, and nothing is linked', async t => {
  const key = Uint8Array.from({ length: 33 }, (_, i) => (i === 0 ? 5 : i));
  const swap: Change = (method, path, body) => {
    if (method !== 'GET' || !isMessage(1, path)) return undefined;
    const opening = wire.LinkOpening.decode(body);
    return wire.LinkOpening.encode({ ...opening, ephemeralKey: key }).finish();
  };
  const { ends, devices } = await endsOfLink(await createRealWorld(t), between(nothing, swap));
  assert.deepEqual([ends, devices], [['link_broken', 'AbortError'], 1]);
});

test('an identity key or a name that the server puts into the answer is noticed, and no list names it', async t => {
  const change: Change = (method, path, body) =>
    method === 'PUT' && isMessage(2, path) ? body.map((byte, i) => (i === 40 ? byte ^ 1 : byte)) : undefined;
  const { ends, devices } = await endsOfLink(await createRealWorld(t), between(change, nothing));
  assert.deepEqual([ends, devices], [['AbortError', 'link_broken'], 1]);
});

test('a new device that is shown other lists than the one that names it does not begin', async t => {
  const older: Change = (_, path, body) => {
    if (!path.endsWith('/devices')) return undefined;
    const { lists } = wire.DeviceListChain.decode(body);
    return wire.DeviceListChain.encode({ lists: lists.slice(0, 1) }).finish();
  };
  const { ends } = await endsOfLink(await createRealWorld(t), between(nothing, older));
  assert.deepEqual(ends, ['untrusted_devices', 'linked']);
});
