// Name, description, icon and settings.
import type { wire } from '../gen/codec.js';
import type { AccountId } from '../ids.ts';
import { limits } from '../limits.ts';
import { refuse } from './group-rule.ts';
import { type GroupSettings, type GroupState, isAdmin } from './group-state.ts';

type Details = Pick<GroupState, 'name' | 'description' | 'icon'>;

const encoder = new TextEncoder();

export function checkedDetails(details: Details): Details {
  const { name, description, icon } = details;
  const nameBytes = encoder.encode(name).length;
  if (name.trim() === '' || nameBytes > limits.maxGroupNameBytes) {
    refuse('malformed', `a group's name has 1 to ${limits.maxGroupNameBytes} bytes`);
  }
  if (encoder.encode(description).length > limits.maxGroupDescriptionBytes) {
    refuse('malformed', `a group's description has at most ${limits.maxGroupDescriptionBytes} bytes`);
  }
  if (icon.length > limits.maxAvatarBytes) refuse('malformed', `an icon has at most ${limits.maxAvatarBytes} bytes`);
  return { name, description, icon };
}

export function applyDetails(
  before: GroupState,
  { name, description, icon }: wire.GroupDetailsSet.$Properties,
  actor: AccountId,
): GroupState {
  if (before.settings.adminsEditDetails && !isAdmin(before, actor)) {
    refuse('not_allowed', 'only admins change name, description and icon');
  }
  const details = checkedDetails({
    name: name ?? before.name,
    description: description ?? before.description,
    icon: icon ?? before.icon,
  });
  return { ...before, ...details };
}

export function applySettings(
  before: GroupState,
  change: wire.GroupSettingsSet.$Properties,
  actor: AccountId,
): GroupState {
  if (!isAdmin(before, actor)) refuse('not_allowed', 'only admins change settings');
  return { ...before, settings: changedSettings(before.settings, change) };
}

export function changedSettings(
  before: GroupSettings,
  { announcementsOnly, adminsEditDetails, timerS }: wire.GroupSettingsSet.$Properties,
): GroupSettings {
  if ((timerS ?? 0) > limits.maxTimerS) refuse('malformed', 'messages cannot be set to vanish that late');
  return {
    announcementsOnly: announcementsOnly ?? before.announcementsOnly,
    adminsEditDetails: adminsEditDetails ?? before.adminsEditDetails,
    timerS: timerS ?? before.timerS,
  };
}
