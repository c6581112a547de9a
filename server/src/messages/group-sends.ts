// What a SendGroup goes through on its way to the arbiter: may this account write to the group as it stands? The arbiter
// then confirms, in the transaction that stamps the message, that it still stands so.
import {
  type DeviceAddress,
  type ErrorCode,
  groupIdFrom,
  type Limits,
  type WireError,
  wireError,
} from '@parley/protocol';
import type { GroupPost, GroupPostResult, GroupShard } from './group-shard.ts';
import { endRun, runEndedBefore } from './message-store.ts';
import type { GroupRoster, Messages, RosterAt, SendResult, SendRun } from './messages.ts';
import { checkSendGroup } from './send-check.ts';
import type { TakeSend } from './send-rate.ts';
import { endedAnswer, noteEnd, type PlaceInRun, refuseInRun } from './send-run.ts';

interface SendGroupDeps {
  store: GroupShard;
  rosterAt: RosterAt;
  onStamped: () => void;
  onError: (error: unknown, message: string) => void;
  enter: (run: SendRun) => PlaceInRun;
  takeSend: TakeSend;
  limits: Limits;
}

/** How soon the arbiter has heard of a roster entry that somebody has already. */
const BEHIND_RETRY_MS = 1_000;

type PlacedPost = GroupPost & { readonly place: PlaceInRun };
type Refused = Extract<SendResult, { kind: 'refused' }>;
/** An object, because a promise of a promise would wait for both. */
type Entered = { readonly stamping: Promise<GroupPostResult> } | Refused;

export function createSendGroup(deps: SendGroupDeps): Messages['sendGroup'] {
  const { store, rosterAt, onStamped, onError, enter, takeSend, limits } = deps;

  /** Why somebody who is no writer at this number is refused. Strangers hear of nothing but that there is no such group. */
  async function refusalOf({ sender, group, roster }: GroupPost): Promise<Refused> {
    const last = await store.groupRoster(group);
    const present = last === undefined ? undefined : await rosterAt(group, last);
    if (!present?.members.has(sender.account)) return refused('unknown_group');
    if (last !== roster) return stale(last!, roster);
    return refused('group_forbidden');
  }

  async function refuse(post: PlacedPost): Promise<Refused> {
    const refusal = await refusalOf(post);
    endRun(post.place, post.id); // before those behind it go in
    return refusal;
  }

  function enterNow(post: PlacedPost, roster: GroupRoster | undefined): Entered | Promise<Entered> {
    return roster?.writers.has(post.sender.account) ? { stamping: store.postGroup(post) } : refuse(post);
  }

  /** In the order of calls (D3): at once where all is known, else behind those of its run that wait for somebody. */
  function enterInTurn(post: PlacedPost): Entered | Promise<Entered> {
    const { run } = post.place;
    const roster = rosterAt(post.group, post.roster);
    const entered =
      run.entering || roster instanceof Promise
        ? Promise.all([roster, run.entering]).then(([known]) => enterNow(post, known))
        : enterNow(post, roster);
    if (entered instanceof Promise) {
      const failed = entered.catch(() => endRun(post.place, post.id));
      const entering: Promise<unknown> = failed.then(() => {
        if (run.entering === entering) delete run.entering;
      });
      run.entering = entering;
    }
    return entered;
  }

  async function settle(entered: Entered | Promise<Entered>, post: PlacedPost): Promise<SendResult> {
    const now = await entered;
    if (!('stamping' in now)) return runEndedBefore(post.place) ? endedAnswer(post.place) : now;
    const result = await now.stamping;
    if (result.kind === 'stamped') onStamped();
    return answer(result, post);
  }

  return async (sender, request, sendRun) => {
    const place = enter(sendRun);
    const id = checkSendGroup(request, limits);
    const problem = typeof id === 'string' ? rateProblem(takeSend, sender) : id;
    if (problem || typeof id !== 'string') return refuseInRun(place, request, problem!);
    const { after, roster, control, data } = request;
    const post = { sender, group: groupIdFrom(request.group), id, roster, after, control, data, place };
    const settling = settle(enterInTurn(post), post);
    place.run.last = settling;
    try {
      return await settling;
    } catch (error) {
      onError(error, 'a message of a group could not be stamped');
      endRun(place, id);
      return refused('unavailable');
    } finally {
      noteEnd(place);
    }
  };
}

function rateProblem(takeSend: TakeSend, sender: DeviceAddress): WireError | undefined {
  const waitMs = takeSend(sender);
  return waitMs > 0 ? wireError('rate_limited', undefined, waitMs) : undefined;
}

/** What the sender hears of the arbiter's answer. */
function answer(result: GroupPostResult, { place, roster }: PlacedPost): SendResult {
  switch (result.kind) {
    case 'stamped':
    case 'duplicate':
      return { kind: 'sent', ts: result.ts, groupSeq: result.seq };
    case 'run_ended':
      return endedAnswer(place);
    case 'unknown_device':
      return refused('forbidden');
    case 'stale_group':
      return stale(result.roster, roster);
    case 'store_full':
      return refused('store_full');
  }
}

/** Where the arbiter has not heard of an entry yet, the sender has nothing to fetch. */
function stale(last: number, known: number): Refused {
  if (known > last) return { kind: 'refused', error: wireError('unavailable', undefined, BEHIND_RETRY_MS) };
  return { ...refused('stale_group'), roster: last };
}

function refused(code: ErrorCode): Refused {
  return { kind: 'refused', error: wireError(code) };
}
