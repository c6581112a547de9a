// What a scenario plays on: one server and the phones of the people in it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { AccountId, ChatId } from '@parley/client';
import type { ServerOptions, ServerProcess } from '../support/server-process.ts';
import { createPhone, linkedTo, type NewPhone, type Phone, registered } from './phone.ts';

/** Starts what the phones talk to; it ends with the test. */
export type StartServer = (t: TestContext, options: ServerOptions) => Promise<ServerProcess>;

export interface Stage {
  /** The other devices of somebody, too: `Alice's laptop`. */
  readonly phones: ReadonlyMap<string, Phone>;
  /** Of the server, which starts with the first phone. */
  readonly settings: Record<string, string>;
  server(): Promise<ServerProcess>;
  addPhone(owner: string): Promise<void>;
  /** Linked to the phone of that person. */
  addLaptop(owner: string): Promise<void>;
  /** It is not looked at in the end. */
  remove(owner: string): Promise<void>;
  phone(owner: string): Phone;
  /** Of a person here, or of Nobody. */
  accountOf(name: string): AccountId;
  nameOf(id: ChatId): string;
  close(): Promise<void>;
}

/** Of this run: scenarios may share a server. */
let phonesSoFar = 0;

/** An id that no server has given out. */
const nobody = '0'.repeat(31).concat('1') as AccountId;

export function createStage(t: TestContext, startServer: StartServer): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'parley-scenario-'));
  const phones = new Map<string, Phone>();
  const accounts = new Map<string, AccountId>([['Nobody', nobody]]);
  const settings: Record<string, string> = {};
  let server: Promise<ServerProcess> | undefined;
  const theServer = (): Promise<ServerProcess> => {
    server ??= startServer(t, { env: settings });
    return server;
  };
  async function add(owner: string, begin: NewPhone['begin']): Promise<void> {
    const { url } = await theServer();
    const phone = await createPhone(t, { owner, server: url, folder, begin });
    phones.set(owner, phone);
    accounts.set(owner, phone.client().account);
  }
  return {
    phones,
    settings,
    server: theServer,
    addPhone: owner => add(owner, registered(owner, `+1555030${1000 + phonesSoFar++}`)),
    addLaptop: owner => add(laptopOf(owner), linkedTo(named(phones, owner))),
    async remove(owner) {
      await named(phones, owner).switchOff();
      phones.delete(owner);
    },
    phone: owner => named(phones, owner),
    accountOf: name => named(accounts, name),
    nameOf: id => [...accounts].find(entry => entry[1] === id)?.[0] ?? id,
    async close() {
      for (const phone of phones.values()) await phone.switchOff();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const laptopOf = (owner: string): string => `${owner}'s laptop`;

function named<T>(all: ReadonlyMap<string, T>, name: string): T {
  const found = all.get(name);
  if (found === undefined) throw new Error(`there is no ${name} here; there is ${[...all.keys()].join(', ')}`);
  return found;
}
