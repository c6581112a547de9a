import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { makeLinkPreview } from './link-preview.ts';
import { isPublicAddress } from './public-address.ts';
import { type Page, type ReadPage, readPage } from './read-page.ts';

const html = (head: string): Page => ({
  status: 200,
  type: 'text/html; charset=utf-8',
  bytes: new TextEncoder().encode(`<html><head>${head}</head><body>much more</body></html>`),
});

/** A network of these pages. */
function pages(all: Readonly<Record<string, Page>>): ReadPage & { readonly asked: string[] } {
  const asked: string[] = [];
  const read: ReadPage = async url => {
    asked.push(url.href);
    const page = all[url.href];
    if (!page) throw new Error('no such page');
    return page;
  };
  return Object.assign(read, { asked });
}

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);

test('U20 a page is shown by its title, description and a small picture, as they stand in its head', async () => {
  const read = pages({
    'https://example.org/market': html(
      `<title>Not this</title><meta property="og:title" content="The market &amp; its &#8220;stalls&#8221;">
       <meta content='Every Saturday' name="description"><meta property="og:image" content="/small.png">`,
    ),
    'https://example.org/small.png': { status: 200, type: 'image/png', bytes: PNG },
  });
  assert.deepEqual(await makeLinkPreview('Look: https://example.org/market.', { read }), {
    url: 'https://example.org/market',
    title: 'The market & its “stalls”',
    description: 'Every Saturday',
    image: PNG,
  });
});

test('U20 pages are followed a few times; what is no page, says nothing or is no picture is left out', async () => {
  const moved = (location: string): Page => ({ status: 302, type: '', location, bytes: new Uint8Array() });
  const read = pages({
    'https://a.example/': moved('https://b.example/'),
    'https://b.example/': html('<title>B</title><meta property="og:image" content="https://b.example/x.svg">'),
    'https://b.example/x.svg': { status: 200, type: 'image/svg+xml', bytes: new TextEncoder().encode('<svg/>') },
    'https://loop.example/': moved('https://loop.example/'),
    'https://empty.example/': html(''),
    'https://file.example/': { status: 200, type: 'application/pdf', bytes: PNG },
  });
  assert.deepEqual(await makeLinkPreview('https://a.example/', { read }), { url: 'https://a.example/', title: 'B' });
  for (const text of [
    'https://loop.example/',
    'https://empty.example/',
    'https://file.example/',
    'https://gone.example/',
  ]) {
    assert.equal(await makeLinkPreview(text, { read }), undefined, text);
  }
  assert.equal(read.asked.filter(url => url.includes('loop')).length, 4);
  assert.equal(await makeLinkPreview('http://a.example/ and no other', { read }), undefined);
});

test('a preview asks no machine of a network behind this one', async t => {
  let connections = 0;
  const server = createServer(socket => {
    connections++;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  t.after(() => server.close());
  for (const host of [
    'localhost',
    '127.0.0.1',
    '[::1]',
    '10.0.0.1',
    '[::ffff:127.0.0.1]',
    '0x7f000001',
    '2130706433',
  ]) {
    const reading = readPage(new URL(`https://${host}/`), 100, AbortSignal.timeout(2_000));
    await assert.rejects(reading, { message: /an address that is not read|no address of the internet/ }, host);
  }
  for (const url of ['http://example.org/', 'https://example.org:8443/', 'https://a:b@example.org/']) {
    await assert.rejects(readPage(new URL(url), 100, AbortSignal.timeout(2_000)), /an address that is not read/, url);
  }
  assert.equal(connections, 0);
});

test('which addresses are of the internet', () => {
  for (const address of ['93.184.215.14', '172.15.0.1', '172.32.0.1', '2606:2800:21f:cb07:6820:80da:af6b:8b2c']) {
    assert.equal(isPublicAddress(address), true, address);
  }
  for (const address of [
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
    ...['0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1', '::1', '::', 'fe80::1', 'fd00::1', 'ff02::1'],
    ...['::ffff:10.0.0.1', '64:ff9b::a00:1', '2002:a00:1::', '2001:db8::1', '2001::1', 'example.org', ''],
  ]) {
    assert.equal(isPublicAddress(address), false, address);
  }
});
