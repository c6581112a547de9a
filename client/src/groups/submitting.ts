// An event on its way to the server, and what is shown beside it where somebody lets only contacts add him.
import { type AccountId, type GroupId, idBytes, wire } from '@parley/protocol';
import type { Context } from '../context.ts';
import { ParleyError } from '../errors.ts';
import { postEvent } from '../http/groups.ts';
import type { Http } from '../http/http.ts';
import { addKeyFrom } from '../profiles/add-key.ts';

type Deps = Pick<Context, 'work' | 'env'> & { readonly http: Http };

/** A key says that its owner has written to this account: it is shown for those alone who are not added without. */
export async function submitEvent(
  group: GroupId,
  signed: Uint8Array,
  deps: Deps,
  signal?: AbortSignal,
): Promise<wire.GroupRosterEntry> {
  try {
    return await postEvent(deps.http, group, signed, signal);
  } catch (error) {
    const addKeys = await addKeysOf(refusersIn(error), deps);
    if (addKeys.length === 0) throw error;
    const submission = { ...wire.SignedGroupEvent.decode(signed), addKeys };
    return postEvent(deps.http, group, wire.GroupSubmission.encode(submission).finish(), signal);
  }
}

function refusersIn(error: unknown): readonly AccountId[] {
  return error instanceof ParleyError && error.code === 'add_refused' ? (error.accounts ?? []) : [];
}

async function addKeysOf(accounts: readonly AccountId[], { work, env }: Deps): Promise<wire.AddKey.$Properties[]> {
  const keys = accounts.map(async account => {
    const contactKey = (await work.get('contacts', account))?.profile?.contactKey;
    return contactKey ? [{ account: idBytes(account), key: addKeyFrom(contactKey, env) }] : [];
  });
  return (await Promise.all(keys)).flat();
}
