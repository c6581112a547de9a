// What the texts of settings may say. Each answers the value, or throws what is wrong with the text.
import { parseMysqlUrl } from './lib/mysql-url.ts';
import { nearest } from './lib/nearest.ts';

export interface Setting<T> {
  readonly default: T;
  /** How the default is written, where it is not the text of the value. */
  readonly written?: string;
  readonly description: string;
  /** Placeholder in the usage; none: a switch. */
  readonly value?: string;
  /** It can also be given by the path of a file that holds it, and is never shown. */
  readonly secret?: true;
  /** @throws {Error} what is wrong with the text */
  readonly parse: (text: string) => T;
}

export type Table<C> = { readonly [K in keyof C]: Setting<C[K]> };

export interface Address {
  readonly host: string;
  readonly port: number;
}

export const text =
  (check: RegExp = /.*/s, what = 'text') =>
  (given: string) => {
    if (!check.test(given)) throw new Error(`must be ${what}`);
    return given;
  };

export const integer = (min: number, max: number) => (given: string) => {
  const value = Number(given);
  if (!/^\d+$/.test(given) || value < min || value > max)
    throw new Error(`must be a whole number from ${min} to ${max}`);
  return value;
};

/** 0: no limit. Less than a store needs for itself would refuse everything. */
export const limitFrom = (min: number, max: number) => (given: string) => {
  const value = integer(0, max)(given);
  if (value > 0 && value < min) throw new Error(`must be 0 or a whole number from ${min} to ${max}`);
  return value;
};

const LOOPBACK = /^(localhost|127\.[\d.]+|\[?::1\]?)$/;

export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

export const webAddress = (given: string) => {
  const url = URL.parse(given);
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error('must be an http or https URL');
  if (url.username || url.password) throw new Error('must name no user: secrets have settings of their own');
  return given;
};

export const webAddressOrPath = (given: string) => (/^\/[\w/-]+$/.test(given) ? given : webAddress(given));

export const httpsOrLoopback = (given: string) => {
  const url = URL.parse(given);
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error('must be an https URL');
  if (url.username || url.password)
    throw new Error('must name no user: use the secret, which is sent as a bearer token');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new Error('must be an https URL unless it is on this machine: codes would cross the network for all to read');
  }
  return given;
};

export const sqlAddress = (given: string) => {
  parseMysqlUrl(given);
  return given;
};

export const oneOf =
  <T extends string>(...values: T[]) =>
  (given: string) => {
    if (!values.includes(given as T)) throw new Error(`must be one of ${values.join(', ')}`);
    return given as T;
  };

export const flag = (given: string) => oneOf('true', 'false', '1', '0')(given) === 'true' || given === '1';

/** Separated by commas; blanks around them do not matter. */
export const listOf =
  <T>(item: (text: string) => T) =>
  (given: string): readonly T[] =>
    given.split(',').map(part => item(part.trim()));

/** `host:port`; an IPv6 address in brackets. */
export const address = (given: string): Address => {
  const [, host, port] = /^([\w.-]+|\[[\da-fA-F:.]+\]):(\d{1,5})$/.exec(given) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) throw new Error('must be like host:port');
  return { host: host.replaceAll(/[[\]]/g, ''), port: Number(port) };
};

/** `name=host:port`. */
export const namedAddress = (given: string): Address & { readonly name: string } => {
  const [, name, place] = /^([\w.-]+)=(.*)$/.exec(given) ?? [];
  if (name === undefined) throw new Error('must be like name=host:port');
  return { name, ...address(place!) };
};

/** One of the names, or what was probably meant. */
export const nameOf =
  <T extends string>(names: readonly T[], what: string) =>
  (given: string): T => {
    if (names.includes(given as T)) return given as T;
    const near = nearest(names, given);
    throw new Error(
      `has no ${what} ${JSON.stringify(given)}${near ? `; did you mean ${near}?` : `: ${names.join(', ')}`}`,
    );
  };
