// An error in the language of the app, by its code: what is wrong and what to do. Codes that no person meets keep the
// words they came with.
import { m } from './messages.ts';

const texts: Readonly<Record<string, () => string>> = {
  add_refused: m.error_add_refused,
  asset_not_found: m.error_asset_not_found,
  asset_quota: m.error_asset_quota,
  asset_too_large: m.error_asset_too_large,
  bad_about: m.error_bad_about,
  bad_attachment: m.error_bad_attachment,
  bad_avatar: m.error_bad_avatar,
  bad_code: m.error_bad_code,
  bad_file: m.error_bad_file,
  bad_link: m.error_bad_link,
  bad_link_code: m.error_bad_link_code,
  bad_name: m.error_bad_name,
  bad_phone: m.error_bad_phone,
  bad_pin: m.error_bad_pin,
  bad_recipient: m.error_bad_recipient,
  bad_recovery_code: m.error_bad_recovery_code,
  weak_pin: m.error_weak_pin,
  wrong_recovery_code: m.error_wrong_recovery_code,
  bad_username: m.error_bad_username,
  blocked: m.error_blocked,
  cancelled: m.error_cancelled,
  code_attempts: m.error_code_attempts,
  code_not_sent: m.error_code_not_sent,
  content_too_large: m.error_content_too_large,
  file_changed: m.error_file_changed,
  group_conflict: m.error_group_conflict,
  group_forbidden: m.error_group_forbidden,
  group_full: m.error_group_full,
  inbox_full: m.error_inbox_full,
  internal: m.error_internal,
  invite_needed: m.error_invite_needed,
  invite_not_found: m.error_invite_not_found,
  keys_unavailable: m.error_keys_unavailable,
  link_broken: m.error_link_broken,
  link_not_found: m.error_link_not_found,
  link_taken: m.error_link_taken,
  no_account_key: m.error_no_account_key,
  not_editable: m.error_not_editable,
  not_sent: m.error_not_sent,
  not_yours: m.error_not_yours,
  overloaded: m.error_overloaded,
  proxy_limit: m.error_proxy_limit,
  registration_closed: m.error_registration_closed,
  registration_not_found: m.error_registration_not_found,
  storage_full: m.error_storage_full,
  store_failed: m.error_store_failed,
  store_full: m.error_store_full,
  store_too_new: m.error_store_too_new,
  too_late: m.error_too_late,
  too_many_blocked: m.error_too_many_blocked,
  too_many_devices: m.error_too_many_devices,
  too_many_groups: m.error_too_many_groups,
  unauthorized: m.error_unauthorized,
  unavailable: m.error_unavailable,
  unknown_account: m.error_unknown_account,
  unknown_group: m.error_unknown_group,
  unknown_phone: m.error_unknown_phone,
  unknown_username: m.error_unknown_username,
  unreachable: m.error_unreachable,
  unreadable_file: m.error_unreadable_file,
  untrusted_devices: m.error_untrusted_devices,
  username_taken: m.error_username_taken,
  username_too_often: m.error_username_too_often,
  view_once: m.error_view_once,
};

interface Failure {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly retryAfterMs?: number | undefined;
}

/** Of a ParleyError, its plain data, or anything else that was thrown. */
export function errorText(error: unknown): string {
  const { code, message, retryAfterMs } = (typeof error === 'object' && error !== null ? error : {}) as Failure;
  if (code === 'rate_limited') return rateLimited(retryAfterMs);
  const text = typeof code === 'string' && Object.hasOwn(texts, code) ? texts[code] : undefined;
  return text?.() ?? (typeof message === 'string' && message !== '' ? message : m.shell_failed());
}

function rateLimited(retryAfterMs: number | undefined): string {
  const minutes = Math.ceil((retryAfterMs ?? 0) / 60_000);
  return minutes > 1 ? m.error_rate_limited_minutes({ minutes }) : m.error_rate_limited();
}
