// Claims of one-time prekeys, as any device may make them.
import assert from 'node:assert/strict';
import type { Client } from '@parley/client';
import { idBytes, wire } from '@parley/protocol';
import type { Credentials } from '../../dev/raw-device.ts';
import type { ServerProcess } from './server-process.ts';

/** The ids of the one-time prekeys that so many claims get. */
export async function claimMany(
  server: Pick<ServerProcess, 'url'>,
  by: Credentials,
  of: Client,
  count: number,
): Promise<number[]> {
  const claim = { account: idBytes(of.account), device: 1 };
  const body = wire.KeyClaimRequest.encode({ claims: Array.from({ length: count }, () => claim) }).finish();
  const response = await fetch(`${server.url}/v1/keys/claim`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${Buffer.from(by.token).toString('base64url')}`,
      'content-type': 'application/x-protobuf',
    },
    body: body as Uint8Array<ArrayBuffer>,
  });
  assert.equal(response.status, 200);
  const { bundles } = wire.KeyClaimResponse.decode(new Uint8Array(await response.arrayBuffer()));
  assert.ok(bundles.every(({ signedPrekey, kyberPrekey }) => signedPrekey && kyberPrekey));
  return bundles.flatMap(({ oneTimePrekey }) => (oneTimePrekey ? [oneTimePrekey.id!] : []));
}
