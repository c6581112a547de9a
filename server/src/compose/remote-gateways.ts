// All gateways, as the other rooms see them: the one in this process, if there is one, and those that a link goes to.
import type { AccountId, DeviceAddress } from '@parley/protocol';
import type { Gateway } from '../gateway/gateway.ts';
import { UnavailableError } from '../lib/unavailable.ts';
import type { Address, Handler, Identity, Link } from '../link/link.ts';
import { served } from '../link/remote.ts';
import type { StoredRow } from '../messages/message-store.ts';
import type { GatewayEntry, Gateways } from '../sessions/gateways.ts';
import type { GatewaysDoor } from './doors.ts';

const ROOM = 'gateway';

interface RemoteGatewaysDeps {
  /** Those that are alive. */
  gateways: Gateways;
  /** The one in this process. */
  own: () => { readonly id: string; readonly gateway: Gateway } | undefined;
  connect: (address: Address, expect: Identity) => Link;
  onError: (error: unknown, message: string) => void;
}

interface LinkedGateway {
  readonly entry: GatewayEntry;
  readonly link: Link;
}

export function remoteGateways({
  gateways,
  own,
  connect,
  onError,
}: RemoteGatewaysDeps): GatewaysDoor & { close(): void } {
  const linked = new Map<string, LinkedGateway>();

  /** The link to a gateway as it is now; undefined: there is none of that name. */
  async function linkTo(id: string): Promise<Link | undefined> {
    const entry = await gateways.find(id);
    return entry ? linkOf(entry) : undefined;
  }

  function linkOf(entry: GatewayEntry): Link {
    const before = linked.get(entry.id);
    if (before && before.entry.incarnation === entry.incarnation) return before.link;
    before?.link.close();
    const link = connect(addressOf(entry.linkAddress), { name: entry.id, incarnation: entry.incarnation });
    linked.set(entry.id, { entry, link });
    return link;
  }

  async function hint(id: string, rows: readonly StoredRow[]): Promise<DeviceAddress[]> {
    const here = own();
    if (here?.id === id) return here.gateway.hint(id, rows);
    const link = await linkTo(id);
    if (!link) return rows.map(({ account, device }) => ({ account, device }));
    return (await link.call(`${ROOM}.hint`, [id, rows])) as DeviceAddress[];
  }

  async function callOthers(method: string, args: readonly unknown[]): Promise<void> {
    const others = (await gateways.all()).filter(({ id }) => id !== own()?.id);
    await Promise.all(others.map(entry => linkOf(entry).call(`${ROOM}.${method}`, args)));
  }

  async function privacyChangedElsewhere(account: AccountId): Promise<void> {
    const others = (await gateways.all()).filter(({ id }) => id !== own()?.id);
    const calls = others.map(entry => linkOf(entry).call(`${ROOM}.privacyChanged`, [account]));
    for (const told of await Promise.allSettled(calls)) if (told.status === 'rejected') lostPrivacy(told.reason);
  }

  /** What is live may get lost. */
  function lost(error: unknown, message: string): void {
    if (!(error instanceof UnavailableError)) onError(error, message);
  }

  const lostPrivacy = (error: unknown): void => lost(error, 'a gateway could not be told what an account shows');

  return {
    hint,
    disconnect(device, reason) {
      own()?.gateway.disconnect(device, reason);
      return callOthers('disconnect', [device, reason]).catch(error =>
        onError(error, 'a gateway could not be told to end a connection; the device can neither read nor ack'),
      );
    },
    lookSoon() {
      own()?.gateway.lookSoon();
      return callOthers('lookSoon', []).catch(error =>
        onError(error, 'a gateway could not be told that hints may be lost; the slow poll will find the rows'),
      );
    },
    async signal(id, devices, frame) {
      const here = own();
      if (here?.id === id) return here.gateway.signal(devices, frame);
      try {
        await (await linkTo(id))?.call(`${ROOM}.signal`, [devices, frame]);
      } catch (error) {
        lost(error, 'a gateway could not be given what is live');
      }
    },
    async activeAmong(id, devices) {
      try {
        return ((await (await linkTo(id))?.call(`${ROOM}.activeAmong`, [devices])) ?? []) as DeviceAddress[];
      } catch (error) {
        lost(error, 'a gateway could not be asked who is there');
        return [];
      }
    },
    privacyChanged(account) {
      own()?.gateway.privacyChanged(account);
      return privacyChangedElsewhere(account).catch(lostPrivacy);
    },
    async displace(id, device, connectionEpoch) {
      const link = await linkTo(id);
      if (!link) return;
      await link.call(`${ROOM}.displace`, [device, connectionEpoch]).catch(error => {
        if (!(error instanceof UnavailableError)) throw error; // it learns of it by the epoch at its next read
      });
    },
    close() {
      for (const { link } of linked.values()) link.close();
      linked.clear();
    },
  };
}

/** `host:port`, an IPv6 host in brackets. */
export function addressOf(text: string): Address {
  const at = text.lastIndexOf(':');
  return { host: text.slice(0, at).replace(/^\[(.*)\]$/, '$1'), port: Number(text.slice(at + 1)) };
}

export function servedGateway(gateway: Gateway): [string, Handler][] {
  const names = ['hint', 'disconnect', 'displace', 'signal', 'activeAmong', 'privacyChanged', 'lookSoon'] as const;
  return served<Gateway, (typeof names)[number]>(ROOM, gateway, names);
}
