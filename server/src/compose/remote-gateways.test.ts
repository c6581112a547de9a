// What is live, asked of a gateway in another process, over a real link.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { AccountId, DeviceAddress } from '@parley/protocol';
import pino from 'pino';
import type { Gateway } from '../gateway/gateway.ts';
import { systemClock } from '../lib/clock.ts';
import { connectLink } from '../link/link-client.ts';
import { listenLinks } from '../link/link-server.ts';
import type { GatewayEntry, Gateways } from '../sessions/gateways.ts';
import { remoteGateways, servedGateway } from './remote-gateways.ts';

const log = pino({ level: 'silent' });
const clock = systemClock;
const device = (digit: string): DeviceAddress => ({ account: digit.repeat(32) as AccountId, device: 1 });
const [alice, bob] = [device('a'), device('b')];

/** This process has the gateway `here`; `there` is across a link; of `gone` nothing is left but its entry. */
async function start(t: TestContext) {
  const heard: AccountId[] = [];
  const gateway = {
    activeAmong: (devices: readonly DeviceAddress[]) => devices.filter(({ account }) => account === alice.account),
    privacyChanged: (account: AccountId) => heard.push(account),
  } as Partial<Gateway> as Gateway;
  const server = await listenLinks({
    address: { host: '127.0.0.1', port: 0 },
    identity: { name: 'there', incarnation: '1' },
    handlers: new Map(servedGateway(gateway)),
    clock,
    log,
  });
  t.after(server.close);
  const entry = (id: string, port: number): GatewayEntry => ({
    id,
    incarnation: '1',
    linkAddress: `127.0.0.1:${port}`,
    publicPort: 1,
  });
  const entries = [entry('here', 1), entry('there', server.address.port), entry('gone', 1)];
  const gateways: Partial<Gateways> = {
    all: async () => entries,
    find: async id => entries.find(each => each.id === id),
  };
  const problems: unknown[] = [];
  const door = remoteGateways({
    gateways: gateways as Gateways,
    own: () => ({ id: 'here', gateway }),
    connect: (address, expect) =>
      connectLink({
        address,
        expect,
        identity: { name: 'here', incarnation: '1' },
        clock,
        limits: { retryMaxMs: 20, deadlineMs: 500 },
      }),
    onError: error => problems.push(error),
  });
  t.after(door.close);
  return { door, heard, problems };
}

test('who is there is asked of another gateway, and of one that cannot be reached nobody is', async t => {
  const { door, problems } = await start(t);
  assert.deepEqual(await door.activeAmong('there', [alice, bob]), [alice]);
  assert.deepEqual(await door.activeAmong('gone', [alice]), []);
  assert.deepEqual(await door.activeAmong('never there', [alice]), []);
  assert.deepEqual(problems, []);
});

test('what an account shows is told to every gateway, whichever of them cannot be reached', async t => {
  const { door, heard, problems } = await start(t);
  await door.privacyChanged(bob.account);
  assert.deepEqual(heard, [bob.account, bob.account]);
  assert.deepEqual(problems, []);
});
