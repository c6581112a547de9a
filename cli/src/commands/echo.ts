// `parley echo`: an account that answers. On a development server it makes itself.
import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@parley/client';
import { openClient, ParleyError, register } from '@parley/client';
import { openProfile } from '@parley/client/node';
import { echo } from '../echo/echo.ts';
import { UsageError } from '../exit.ts';
import { safeText } from '../terminal.ts';

interface Options {
  profile: string;
  server?: string;
  phone?: string;
  name: string;
}

/** The one before may not be gone yet. */
const OPEN_TRIES = 50;
const OPEN_WAIT_MS = 200;

export async function echoCommand(options: Options): Promise<void> {
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave);
  if (process.connected) process.once('disconnect', leave); // whoever started it is gone
  try {
    if (await run(options, leaving.signal)) return;
    // Somebody has the number now, or an older state of the server was put back: an account like that is made anew, once.
    await rm(options.profile, { recursive: true, force: true });
    await run(options, leaving.signal);
  } catch (error) {
    if (!leaving.signal.aborted) throw error;
  }
}

/** False: the server does not want this device any more. */
async function run(options: Options, left: AbortSignal): Promise<boolean> {
  const client = await open(options, left);
  const ended = new AbortController();
  client.on('connection', ({ state, reason }) => {
    if (state === 'stopped' && reason !== 'closed') ended.abort(reason);
  });
  client.connect();
  await echo({ client, signal: AbortSignal.any([left, ended.signal]), onError: tell });
  await client.close();
  return left.aborted || options.phone === undefined || ended.signal.reason !== 'unauthorized';
}

function tell(error: unknown): void {
  process.stderr.write(
    `parley: Echo could not answer: ${safeText(error instanceof Error ? error.message : String(error))}\n`,
  );
}

async function open({ profile, server, phone, name }: Options, signal: AbortSignal): Promise<Client> {
  const store = await openPatiently(profile, signal);
  try {
    return await openClient({ store, ...(server ? { server } : {}) }); // its port may be another one today
  } catch (error) {
    if (!(error instanceof ParleyError) || error.code !== 'not_registered') throw error;
  }
  if (!server || !phone) throw new UsageError('this profile is not registered: say --server and --phone');
  return register({ store, server, phone, name, code, signal });
}

async function code({ developmentCode, error }: { developmentCode?: string; error?: Error }): Promise<string> {
  if (error) throw error;
  if (!developmentCode) throw new UsageError('the server shows no code: make the profile with parley register');
  return developmentCode;
}

async function openPatiently(profile: string, signal: AbortSignal): ReturnType<typeof openProfile> {
  for (let tries = 1; ; tries++) {
    try {
      return await openProfile(profile);
    } catch (error) {
      if (!(error instanceof ParleyError) || error.code !== 'profile_in_use' || tries === OPEN_TRIES) throw error;
      await wait(OPEN_WAIT_MS, undefined, { signal });
    }
  }
}
