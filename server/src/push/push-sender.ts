// How one kind of push service is spoken to. A backend answers what has become of a push; when to try again is not its
// business.

export type PushTarget =
  | { readonly kind: 'webpush'; readonly endpoint: string; readonly p256dh: string; readonly auth: string }
  | { readonly kind: 'unifiedpush'; readonly endpoint: string }
  | { readonly kind: 'fcm' | 'apns'; readonly token: string };

export type PushKind = PushTarget['kind'];

export const pushKinds = ['webpush', 'unifiedpush', 'fcm', 'apns'] as const satisfies readonly PushKind[];

export type TargetOf<K extends PushKind> = PushTarget & { readonly kind: K };

export interface PushSender<K extends PushKind = PushKind> {
  /** What is wrong with a target; undefined: nothing that can be told without sending. */
  problemOf(target: TargetOf<K>): string | undefined;
  /** Whose service it is: what fails there is held against all of its targets. */
  placeOf(target: TargetOf<K>): string;
  /** Once, within `pushTimeoutMs`. Never rejects for what the service does. */
  send(target: TargetOf<K>, note: PushNote): Promise<PushOutcome>;
  close(): void;
}

/** All that a push may say. Services that see it in clear are told `test` alone. */
export interface PushNote {
  /** Messages that wait. */
  readonly count: number;
  /** It is a person's try, and this its name. */
  readonly test?: string;
}

export type PushOutcome =
  | { readonly kind: 'sent' }
  /** The service knows no such target any more: never again. */
  | { readonly kind: 'gone'; readonly why: string }
  /** It may do better later, at the earliest after that time if one is said. */
  | { readonly kind: 'later'; readonly why: string; readonly afterMs?: number }
  /** It does not take what we send, and will not. */
  | { readonly kind: 'refused'; readonly why: string };

const TOO_MANY = 429;

/** Of a service that means what HTTP says. `gone`: statuses by which it says that a target is no more. */
export function outcomeOf(
  { status, retryAfterMs, why }: { status: number; retryAfterMs?: number | undefined; why: string },
  gone: readonly number[],
): PushOutcome {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  if (gone.includes(status)) return { kind: 'gone', why };
  if (status === TOO_MANY || status === 408 || status >= 500)
    return { kind: 'later', why, ...(retryAfterMs === undefined ? {} : { afterMs: retryAfterMs }) };
  return { kind: 'refused', why };
}

/** `Retry-After`: seconds, or a date. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
