// A change of a group that a person asks for: what is known of the group follows, what fails is told in a toast.
import type { Group } from '@parley/client';
import { orToast } from '../state/failures.ts';
import { keepGroup } from '../state/groups.ts';

/** False: it did not happen, and a toast has said why. */
export async function changed(asked: Promise<Group>): Promise<boolean> {
  const group = await orToast(asked);
  if (group) keepGroup(group);
  return group !== undefined;
}
