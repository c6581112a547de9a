// Groups and bodies about them for generated requests.
import assert from 'node:assert/strict';
import { type GroupId, toHex, type wire } from '@parley/protocol';
import { create, inviteIdOf, joinOf } from '../groups/events.testing.ts';
import { createHttpChain } from './groups.testing.ts';
import { createKey, type TestDevice, type TestServer } from './test-server.ts';

export interface FuzzGroup {
  readonly group: GroupId;
  /** As it stands in paths. */
  readonly invite: string;
  /** Something like what the path takes. */
  body(
    path: string,
    by: TestDevice,
    random: { of<T>(list: readonly T[]): T; bytes(length: number): Uint8Array },
  ): Uint8Array;
}

let groups = 0;

export async function startFuzzGroup(server: TestServer, owner: TestDevice, member: TestDevice): Promise<FuzzGroup> {
  const group = `g${(++groups).toString(16).padStart(32, '0')}` as GroupId;
  const chain = createHttpChain(server, group);
  const link = createKey();
  assert.equal((await chain.submit(owner, create(owner, member))).status, 201);
  assert.equal((await chain.submit(owner, { invite: { publicKey: link.publicKey } })).status, 201);
  return {
    group,
    invite: inviteIdOf(link),
    body(path, by, random) {
      if (!path.endsWith('/events'))
        return joinOf(link, by, random.of([group, group, `g${toHex(random.bytes(16))}` as GroupId]));
      const change = random.of([
        { settings: { timerS: random.of([0, 60, 2 ** 32 - 1]) } },
        {
          details: {
            name: random.of(['', ' ', 'Fuzz', 'x'.repeat(200)]),
            icon: random.bytes(random.of([0, 10, 13_000])),
          },
        },
        { removed: { accounts: [random.bytes(random.of([0, 15, 16]))] } },
        { added: { members: [{ account: random.bytes(16), accountKeyHash: random.bytes(random.of([0, 32])) }] } },
        { role: { account: random.bytes(16), role: random.of([0, 1, 2, 3, 99]) as wire.GroupRole } },
        { invite: { publicKey: random.bytes(random.of([0, 33])), maxUses: random.of([0, 1]) } },
        { joined: { join: random.bytes(random.of([0, 40])) } },
        { created: { name: 'Again' } },
        {},
      ]);
      return random.of([chain.make(by, change).signed, random.bytes(100)]);
    },
  };
}
