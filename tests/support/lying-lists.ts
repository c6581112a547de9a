// What a server can show of somebody's device lists that is not so.
import { createHash } from 'node:crypto';
import { type AccountId, idBytes, wire } from '@parley/protocol';
import { generateIdentityKeyPair } from '../../client/src/crypto/crypto.ts';
import { buildDeviceList } from '../../client/src/devices/device-list.ts';
import { platformEnv } from '../../client/src/open-client.ts';

type Lists = readonly wire.SignedDeviceList.$Properties[];

/** What is shown in place of the lists from a version on. */
export type Lie = (lists: Lists, from: number) => Lists;

export interface Exchange {
  readonly url: URL;
  readonly sent: Uint8Array;
  readonly answer: Uint8Array;
}

/** The answer with the lie in it; undefined: it says nothing of the account. */
export function lieIn({ url, sent, answer }: Exchange, about: AccountId, lie: Lie): Uint8Array | undefined {
  if (url.pathname === `/v1/accounts/${about}/devices`) {
    const from = Number(url.searchParams.get('from') ?? 1);
    const { lists } = wire.DeviceListChain.decode(answer);
    return wire.DeviceListChain.encode({ lists: [...lie(lists, from)] }).finish();
  }
  if (url.pathname !== '/v1/accounts/lists') return undefined;
  const { wanted } = wire.DeviceListsRequest.decode(sent);
  const { chains } = wire.DeviceListsResponse.decode(answer);
  const told = chains.map((chain, i) => {
    const isAbout = Buffer.from(wanted[i]?.account ?? []).equals(idBytes(about));
    return isAbout ? { lists: [...lie(chain.lists ?? [], wanted[i]?.from || 1)] } : chain;
  });
  return wire.DeviceListsResponse.encode({ chains: told }).finish();
}

/** The last list, where it is not the first, under the signature that it had before. */
export const changedLast =
  (change: (list: wire.DeviceList) => void): Lie =>
  lists =>
    lists.map((signed, i) => {
      const list = wire.DeviceList.decode(signed.list ?? new Uint8Array());
      if (i < lists.length - 1 || list.version < 2) return signed;
      change(list);
      return { ...signed, list: wire.DeviceList.encode(list).finish() };
    });

/** The same devices, but under a key of the server's: it could add its own later. */
export async function underAnotherKey(account: AccountId): Promise<Lie> {
  const env = await platformEnv();
  const forger = await generateIdentityKeyPair(env);
  return lists => {
    let previousHash: Uint8Array = new Uint8Array();
    return lists.map(signed => {
      const { version, devices, createdAt } = wire.DeviceList.decode(signed.list ?? new Uint8Array());
      const listed = devices.map(({ certificate }) => {
        const { device, name, identityKey } = wire.DeviceCertificate.decode(certificate ?? new Uint8Array());
        return { device, name, identityKey };
      });
      const forged = buildDeviceList({ account, version, previousHash, devices: listed, createdAt }, forger, env);
      const list = wire.SignedDeviceList.decode(forged);
      previousHash = createHash('sha256').update(list.list).digest();
      return list;
    });
  };
}

/** For whoever is told the lie. */
export function lyingFetch(lieAbout: () => { readonly about: AccountId; readonly lie: Lie } | undefined): typeof fetch {
  return async (input, init = {}) => {
    const response = await fetch(input, init);
    const url = new URL(String(input));
    const told = lieAbout();
    if (!told || !response.ok || !/^\/v1\/accounts\/(lists|[^/]+\/devices)$/.test(url.pathname)) return response;
    const answer = new Uint8Array(await response.arrayBuffer());
    const sent = init.body instanceof Uint8Array ? init.body : new Uint8Array();
    return new Response((lieIn({ url, sent, answer }, told.about, told.lie) ?? answer) as BodyInit);
  };
}
