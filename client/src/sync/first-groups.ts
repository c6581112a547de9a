// A device that was linked knows none of the account's groups: it asks which there are and reads their histories, once.
import type { Context } from '../context.ts';
import { asParleyError, errorInfo, ParleyError } from '../errors.ts';
import type { Roster } from '../groups/roster.ts';
import { fetchGroupIds } from '../http/groups.ts';
import type { Http } from '../http/http.ts';
import { SELF } from '../store/schema.ts';

type Deps = Pick<Context, 'work' | 'notify'> & { readonly http: Http; readonly roster: Pick<Roster, 'catchUp'> };

/** At each connection until it is done. One group that does not hold must not keep the others. */
export async function learnGroups({ work, notify, http, roster }: Deps): Promise<void> {
  if (!(await work.get('profile', SELF))?.groupsUnknown) return;
  for (const group of await fetchGroupIds(http)) {
    try {
      await roster.catchUp(group);
    } catch (error) {
      const failure = asParleyError(error);
      if (failure.temporary) throw failure;
      notify({ kind: 'problem', error: errorInfo(failure) });
    }
  }
  await work.run(async draft => {
    const row = await draft.get('profile', SELF);
    if (!row) throw new ParleyError('not_registered');
    const { groupsUnknown: _, ...known } = row;
    draft.put('profile', known);
  });
}
