// The balancer that operators get, deploy/nginx, as a real nginx: what it sends where, and what it makes of requests.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { wireError } from '@parley/protocol';
import { WebSocket, WebSocketServer } from 'ws';
import { root } from '../../dev/node24.mjs';
import { httpDefaults, startNginx } from '../../dev/parts/nginx.ts';
import { freePorts } from '../../dev/parts/ports.ts';
import { until } from '../../dev/parts/until.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

interface Upstream {
  readonly port: number;
  /** Nobody is let in any more, and those inside go. */
  close(): Promise<void>;
}

/** A process of Parley, as far as a balancer can tell. */
async function startUpstream(t: TestContext, name: string, handle?: Handle): Promise<Upstream> {
  const server = createServer((incoming, response) => {
    if (handle) return handle(incoming, response);
    response.end(JSON.stringify({ name, url: incoming.url, headers: incoming.headers }));
  });
  const sockets = new WebSocketServer({ server, path: '/v1/socket' });
  sockets.on('connection', socket => socket.on('message', data => socket.send(`${name}: ${data}`)));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
    return new Promise(resolve => server.close(() => resolve()));
  };
  t.after(close);
  return { port: (server.address() as { port: number }).port, close };
}

type Role = 'gateways' | 'accounts' | 'groups' | 'assets';

/** Its address. Roles without upstreams share one that says `role`. */
async function startBalancer(t: TestContext, given: Partial<Record<Role, readonly Upstream[]>>): Promise<string> {
  return (await startWithLog(t, given)).balancer;
}

async function startWithLog(t: TestContext, given: Partial<Record<Role, readonly Upstream[]>>) {
  const [port] = await freePorts(1);
  const names: Record<string, string> = { PARLEY_LISTEN: `127.0.0.1:${port}`, PARLEY_ACCESS_LOG: 'access.log' };
  for (const role of ['gateways', 'accounts', 'groups', 'assets'] as const) {
    const upstreams = given[role] ?? [await startUpstream(t, role)];
    const serversWith = (options: string): string =>
      upstreams.map(each => `server 127.0.0.1:${each.port}${options};`).join(' ');
    names[`PARLEY_${role.toUpperCase()}`] = serversWith('');
    if (role === 'gateways') names.PARLEY_SOCKETS = serversWith(' max_fails=0');
  }
  const template = readFileSync(join(root, 'deploy/nginx/parley.conf.template'), 'utf8');
  const filled = template.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => names[name]!);
  const nginx = await startNginx({ config: `http { ${httpDefaults}\n${filled} }`, ports: [port!] });
  t.after(() => nginx.stop());
  return { balancer: `http://127.0.0.1:${port}`, logFile: join(nginx.folder, 'access.log') };
}

interface Seen {
  readonly name: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

const ask = async (url: string, init?: RequestInit): Promise<Seen> => (await (await fetch(url, init)).json()) as Seen;

test('every path reaches a process that serves it', async t => {
  const balancer = await startBalancer(t, {});
  const at = {
    gateways: ['/', '/assets/app.js', '/docs', '/v1/server', '/v1/messages', '/v1/messages/ack', '/healthz', '/readyz'],
    accounts: [
      ...[
        '/v1/registrations',
        '/v1/registrations/x/code',
        '/v1/account',
        '/v1/accounts/lists',
        '/v1/accounts/x/devices',
      ],
      ...['/v1/session', '/v1/keys', '/v1/keys/claim'],
    ],
    groups: ['/v1/groups', '/v1/groups/x/events', '/v1/group-invites/x/requests'],
    assets: ['/v1/assets', '/v1/assets/x/forward', '/v1/uploads/x', '/v1/blobs/x?expires=1&signature=%2B'],
  };
  for (const [name, paths] of Object.entries(at)) {
    for (const url of paths) {
      const seen = await ask(`${balancer}${url}`);
      assert.deepEqual({ name: seen.name, url: seen.url }, { name, url });
    }
  }
  for (const path of ['/metrics', '/v1/edge/x']) assert.equal((await fetch(balancer + path)).status, 404, path);
});

test('every route of the server is in the list of some role', async t => {
  const paths = [...new Set(routesOfServer())];
  assert.ok(paths.length > 20, paths.join());
  const balancer = await startBalancer(t, {});
  const owners: readonly [RegExp, Role][] = [
    [/routes-(accounts|device-lists|keys|registration)/, 'accounts'],
    [/routes-(groups|group-invites)/, 'groups'],
    [/routes-(assets|blobs)/, 'assets'],
    [/routes-(messages|server)/, 'gateways'],
  ];
  for (const route of paths) {
    const [file, path] = route.split(' ') as [string, string];
    if (/^\/(metrics|v1\/edge\/.*)$/.test(path)) continue; // nobody's from outside
    const owner = owners.find(([files]) => files.test(file))?.[1];
    assert.equal((await ask(balancer + path.replaceAll(/:\w+/g, 'x'))).name, owner, route);
  }
});

/** `file path` of each. */
function routesOfServer(): string[] {
  const folder = join(root, 'server/src/http');
  const files = ['accounts', 'device-lists', 'keys', 'registration', 'groups', 'group-invites', 'assets', 'blobs'];
  return [...files, 'messages', 'server'].flatMap(name => {
    const source = readFileSync(join(folder, `routes-${name}.ts`), 'utf8');
    const found = source.matchAll(/app\.(?:get|post|put|patch|delete|head)\(\s*'([^']+)'/g);
    return [...found].map(([, path]) => `routes-${name} ${path}`);
  });
}

test('the address of a client is the true one, whatever he claims', async t => {
  const balancer = await startBalancer(t, {});
  const claims = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-host': 'evil.example', forwarded: 'for=203.0.113.9' };
  for (const path of ['/v1/registrations', '/v1/uploads/x', '/v1/blobs/x', '/v1/server']) {
    const { headers } = await ask(`${balancer}${path}`, { headers: claims });
    assert.equal(headers['x-forwarded-for'], '127.0.0.1', path);
    assert.equal(headers['x-forwarded-host'], undefined);
    assert.equal(headers.forwarded, undefined);
    assert.equal(headers['x-forwarded-proto'], 'http');
    assert.equal(headers.host, new URL(balancer).host);
  }
});

test('WebSockets go to a gateway, the one with the fewest, and outlive other requests', async t => {
  const gateways = await Promise.all([startUpstream(t, 'one'), startUpstream(t, 'two')]);
  const balancer = await startBalancer(t, { gateways });
  const sockets = await Promise.all(Array.from({ length: 6 }, () => open(balancer)));
  const answers = await Promise.all(sockets.map(socket => say(socket, 'hello')));
  assert.deepEqual(answers.toSorted(), [...Array(3).fill('one: hello'), ...Array(3).fill('two: hello')]);
  for (let i = 0; i < 20; i++) await ask(`${balancer}/v1/keys`);
  assert.deepEqual(await Promise.all(sockets.map(socket => say(socket, 'hello'))), answers);
  for (const socket of sockets) socket.terminate();
});

test('a gateway that has gone, or that says it goes, is passed over', async t => {
  const leaving = await startUpstream(t, 'leaving');
  const staying = await startUpstream(t, 'staying');
  const full = createServer().on('upgrade', (_, socket) =>
    socket.end('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'),
  );
  await new Promise<void>(resolve => full.listen(0, '127.0.0.1', resolve));
  t.after(() => full.close());
  const { port } = full.address() as { port: number };
  const balancer = await startBalancer(t, { gateways: [leaving, staying, { ...staying, port }] });
  await leaving.close();
  for (let i = 0; i < 10; i++) {
    const socket = await open(balancer);
    assert.equal(await say(socket, 'hello'), 'staying: hello');
    socket.terminate();
  }
});

test('F18 gateways that have sent some away for a moment get those who come next', async t => {
  const rooms = await Promise.all([startFullUpstream(t, 'one'), startFullUpstream(t, 'two')]);
  const balancer = await startBalancer(t, { gateways: rooms.map(({ upstream }) => upstream) });
  for (let i = 0; i < 5; i++) await assert.rejects(open(balancer), /503/);
  for (const { makeRoom } of rooms) makeRoom();
  const sockets = await Promise.all(Array.from({ length: 20 }, () => open(balancer)));
  for (const socket of sockets) socket.terminate();
});

/** A gateway that takes nobody until there is room. */
async function startFullUpstream(t: TestContext, name: string) {
  const behind = await startUpstream(t, name);
  let isFull = true;
  const server = createTcpServer(socket => {
    socket.on('error', () => undefined);
    if (isFull)
      return void socket.end('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    const onward = connect(behind.port, '127.0.0.1');
    onward.on('error', () => undefined);
    return void socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const makeRoom = (): void => {
    isFull = false;
  };
  return { upstream: { ...behind, port: (server.address() as { port: number }).port }, makeRoom };
}

function open(balancer: string): Promise<WebSocket> {
  const socket = new WebSocket(`${balancer.replace('http', 'ws')}/v1/socket`);
  return new Promise((resolve, reject) => socket.once('open', () => resolve(socket)).once('error', reject));
}

function say(socket: WebSocket, text: string): Promise<string> {
  const answer = new Promise<string>(resolve => socket.once('message', data => resolve(String(data))));
  socket.send(text);
  return answer;
}

test('a file of 100 MB goes through piece by piece, without waiting for its end', async t => {
  const size = 100 * 2 ** 20;
  let received = 0;
  let onFirst = (): void => {};
  const first = new Promise<void>(resolve => {
    onFirst = resolve;
  });
  const assets = await startUpstream(t, 'assets', (incoming, response) => {
    incoming.on('data', (chunk: Buffer) => {
      received += chunk.length;
      onFirst();
    });
    incoming.on('end', () => response.end('done'));
  });
  const balancer = await startBalancer(t, { assets: [assets] });
  const upload = request(`${balancer}/v1/uploads/x`, { method: 'PATCH', headers: { 'content-length': size } });
  const answered = new Promise<number>((resolve, reject) => {
    upload.on('error', reject).on('response', response => resolve(response.resume().statusCode!));
  });
  const piece = Buffer.alloc(2 ** 20);
  upload.write(piece);
  await first; // before the rest was even sent
  for (let sent = piece.length; sent < size; sent += piece.length) {
    if (!upload.write(piece)) await new Promise(resolve => upload.once('drain', resolve));
  }
  upload.end();
  assert.equal(await answered, 200);
  assert.equal(received, size);
});

test('a download comes as it is sent, not when it is whole', async t => {
  let finish = (): void => {};
  const assets = await startUpstream(t, 'assets', (_, response) => {
    response.write('first');
    finish = () => response.end('last');
  });
  const reader = (await fetch(`${await startBalancer(t, { assets: [assets] })}/v1/blobs/x`)).body!.getReader();
  const text = async (): Promise<string> => Buffer.from((await reader.read()).value!).toString();
  assert.equal(await text(), 'first');
  finish();
  assert.equal(await text(), 'last');
});

test("F47 beyond the limit, and while nothing answers, nginx speaks in the server's own errors", async t => {
  const gone = await startUpstream(t, 'gone');
  const balancer = await startBalancer(t, { groups: [gone] });
  await gone.close();
  const large = await fetch(`${balancer}/v1/keys`, { method: 'PUT', body: Buffer.alloc(2 ** 20 + 1) });
  assert.equal(large.status, 413);
  assert.match(large.headers.get('content-type')!, /^application\/json/);
  assert.deepEqual(await large.json(), wireError('too_large'));
  const down = await fetch(`${balancer}/v1/groups`);
  assert.deepEqual([down.status, down.headers.get('retry-after')], [503, '2']);
  assert.deepEqual(await down.json(), wireError('unavailable', undefined, 2_000));
});

test('what a process says itself is passed on as it is', async t => {
  const accounts = await startUpstream(t, 'accounts', (_, response) => {
    response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '7' }).end('{"code":"code_not_sent"}');
  });
  const answer = await fetch(`${await startBalancer(t, { accounts: [accounts] })}/v1/registrations`);
  assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '7']);
  assert.deepEqual(await answer.json(), { code: 'code_not_sent' });
});

test('the log holds no paths: they carry secrets', async t => {
  const { balancer, logFile } = await startWithLog(t, {});
  await ask(`${balancer}/v1/registrations/secret/code`);
  await until('it is logged', 5_000, async () => readFileSync(logFile, 'utf8') !== '');
  const line = readFileSync(logFile, 'utf8');
  assert.match(line, /^127\.0\.0\.1 \S+ GET 200 /);
  assert.doesNotMatch(line, /secret|registrations/);
});

test('in front of one process too, addresses are true, WebSockets and large uploads pass', async t => {
  const parley = await startUpstream(t, 'parley');
  const [port] = await freePorts(1);
  const config = readFileSync(join(root, 'deploy/nginx/one-process.conf'), 'utf8')
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replaceAll(/ssl_certificate(_key)? .*;/g, '')
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${parley.port}`);
  const nginx = await startNginx({
    config: `http { ${httpDefaults.replace('access_log off;', '')}\n${config} }`,
    ports: [port!],
  });
  t.after(() => nginx.stop());
  const url = `http://127.0.0.1:${port}`;
  const forged = { headers: { 'x-forwarded-for': '203.0.113.9' } };
  for (const path of ['/v1/registrations', '/v1/uploads/x', '/v1/blobs/x']) {
    assert.equal((await ask(url + path, forged)).headers['x-forwarded-for'], '127.0.0.1', path);
  }
  const socket = await open(url);
  assert.equal(await say(socket, 'hello'), 'parley: hello');
  socket.terminate();
  const upload = { method: 'PATCH', body: Buffer.alloc(9 * 2 ** 20) };
  assert.equal((await ask(`${url}/v1/uploads/x`, upload)).headers['content-length'], String(9 * 2 ** 20));
  assert.equal((await fetch(`${url}/metrics`)).status, 404);
});
