// A room's interface across a link: one side lists the methods it serves, the other has them as if they were here.
import type { Handler } from './link.ts';

type Method = (...args: never[]) => unknown;

/** The methods of a room as functions that call it over a link. */
export function remote<Room extends object, Name extends keyof Room & string>(
  peer: { call(method: string, args: readonly unknown[]): Promise<unknown> },
  room: string,
  names: readonly Name[],
): Pick<Room, Name> {
  const methods = names.map(name => [name, (...args: unknown[]) => peer.call(`${room}.${name}`, args)] as const);
  return Object.fromEntries(methods) as unknown as Pick<Room, Name>;
}

/** The listed methods of a room, for `listenLinks`. No other can be called. */
export function served<Room extends object, Name extends keyof Room & string>(
  room: string,
  methods: Room,
  names: readonly Name[],
): [string, Handler][] {
  return names.map(name => {
    const method = methods[name] as Method;
    return [`${room}.${name}`, async args => method(...(args as never[]))];
  });
}
