// Changes of a group: an event on top of what is known, signed by this device, made anew when another one came first.
import { fromHex, type GroupId, idBytes, type wire } from '@parley/protocol';
import type { Context } from '../context.ts';
import { asParleyError, ParleyError } from '../errors.ts';
import type { Http } from '../http/http.ts';
import type { GroupRow } from '../store/schema.ts';
import type { Roster } from './roster.ts';
import { signEvent } from './signed-event.ts';
import { submitEvent } from './submitting.ts';

export type ChangesDeps = Context & { readonly http: Http; readonly roster: Roster };

/** Others are as quick five times in a row only where something is wrong. */
const MAX_TRIES = 5;
/** How often the roster is asked for an entry that the server has taken and not stamped yet. */
const MAX_LOOKS = 20;
const LOOK_MS = 250;
const ID_BYTES = 16;

/** What the event says, as things are; undefined: nothing is left to do. Throws ParleyError. */
export type MakeChange = (row: GroupRow) => Change | undefined | Promise<Change | undefined>;
export type Change = Pick<
  wire.GroupEvent.$Properties,
  'added' | 'removed' | 'role' | 'details' | 'settings' | 'invite' | 'inviteRevoked'
>;

/** Resolves to the group as it is then. */
export async function changeGroup(
  group: GroupId,
  make: MakeChange,
  deps: ChangesDeps,
  signal?: AbortSignal,
): Promise<GroupRow> {
  const id = deps.env.random(ID_BYTES);
  for (let tries = 1; ; tries++) {
    const row = await known(group, deps);
    const change = await make(row);
    if (!change) return row;
    const before = { version: row.state.version + 1, previousHash: fromHex(row.state.hash) };
    const event = { ...(await head(group, id, deps)), ...before, ...change };
    try {
      return await post(group, event, deps, signal);
    } catch (error) {
      if (asParleyError(error).code !== 'group_conflict' || tries >= MAX_TRIES) throw error;
      await deps.roster.catchUp(group);
    }
  }
}

async function known(group: GroupId, { work, roster }: ChangesDeps): Promise<GroupRow> {
  const row = (await work.get('groups', group)) ?? (await roster.catchUp(group));
  if (row.conflict) throw new ParleyError('group_conflict', { message: row.conflict, temporary: false });
  return row;
}

/** What every event of this device carries. */
export async function head(
  group: GroupId,
  id: Uint8Array,
  { profile, work, clock }: Pick<Context, 'profile' | 'work' | 'clock'>,
): Promise<wire.GroupEvent.$Properties> {
  return {
    group: idBytes(group),
    id,
    actor: idBytes(profile.account),
    actorDevice: profile.device,
    actorListVersion: (await work.get('accounts', profile.account))?.version ?? 0,
    createdAt: clock.now(),
  };
}

/** Resolves once the event is part of what is known here. */
export async function post(
  group: GroupId,
  event: wire.GroupEvent.$Properties,
  deps: ChangesDeps,
  signal?: AbortSignal,
): Promise<GroupRow> {
  const { number } = await submitEvent(group, signEvent(event, deps), deps, signal);
  return untilShown(group, row => row.roster >= number, deps, signal);
}

/** Asks for the roster until it shows what the server has taken: it may not have its place yet. Throws ParleyError. */
export async function untilShown(
  group: GroupId,
  isShown: (row: GroupRow) => boolean,
  deps: Pick<ChangesDeps, 'roster' | 'clock'>,
  signal: AbortSignal | undefined,
): Promise<GroupRow> {
  for (let looks = 1; ; looks++) {
    const row = await deps.roster.catchUp(group);
    if (isShown(row)) return row;
    if (looks >= MAX_LOOKS) throw new ParleyError('unavailable');
    await pause(LOOK_MS, deps.clock, signal);
  }
}

function pause(ms: number, clock: Context['clock'], signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = clock.after(ms, () => {
      signal?.removeEventListener('abort', aborted);
      resolve();
    });
    const aborted = (): void => {
      stop();
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', aborted, { once: true });
  });
}
