// Only type-checked, against the packed declarations: what is right passes, what is wrong is an error.
import { type Client, createMemoryStore, type Message, openClient, ParleyError } from '@parley/client';
import { connectEngine, type Engine, serveEngine } from '@parley/client/browser';
import { generateIdentityKeyPair } from '@parley/client/crypto';
import { openProfile, startTestServer } from '@parley/client/node';
import { type AccountId, limits, wire } from '@parley/protocol';

export async function greet(folder: string, to: string): Promise<Message> {
  const client: Client = await openClient({ store: await openProfile(folder) });
  client.on('notice', notice => notice.kind === 'missed' && notice.count.toFixed());
  const account: AccountId = await client.resolve(to);
  // @ts-expect-error a phone number is no account id
  await client.sendText('+15550100001', 'hi');
  return client.sendText(account, 'hi');
}

export const engineOf = (worker: { terminate(): void }): Engine => connectEngine({ startWorker: () => worker });
// @ts-expect-error the engine connects by itself
export const connected = (engine: Engine) => engine.connect();

export const isTemporary = (error: unknown): boolean => error instanceof ParleyError && error.temporary;
export const frame: Uint8Array = wire.ClientFrame.encode({ ping: { nonce: limits.maxParts } }).finish();
export const unused = [createMemoryStore, generateIdentityKeyPair, serveEngine, startTestServer];
