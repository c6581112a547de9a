/** How this device is told that something waits for it while it is not connected. What is pushed says nothing but that. */
export interface PushClient {
  pushInfo(): Promise<PushInfo>;
  /** From now on there, and nowhere else. Throws `bad_push_target`. Done again, it changes nothing. */
  setPush(target: PushTarget): Promise<void>;
  clearPush(): Promise<void>;
  /** Has the server push to this device now, whatever waits. Throws `push_not_set`, `rate_limited`. */
  testPush(): Promise<PushTest>;
}

export type PushTarget =
  /** A browser's subscription; the keys are base64url. */
  | { readonly kind: 'webpush'; readonly endpoint: string; readonly p256dh: string; readonly auth: string }
  | { readonly kind: 'unifiedpush'; readonly endpoint: string }
  | { readonly kind: 'fcm' | 'apns'; readonly token: string };

export interface PushInfo {
  /** What the server can push with. */
  readonly kinds: readonly PushTarget['kind'][];
  /** What Web Push subscriptions are to be made for, base64url. */
  readonly vapidKey?: string;
  readonly subscription?: {
    readonly kind: PushTarget['kind'];
    /** Host or name of the push service. */
    readonly place: string;
    /** Milliseconds since 1970. */
    readonly createdAt: number;
  };
}

export interface PushTest {
  /** `gone`: the subscription is over and removed. `later`: the push service fails. `refused`: it does not take our pushes. */
  readonly outcome: 'sent' | 'gone' | 'later' | 'refused';
  readonly why?: string;
  /** The push carries it. */
  readonly test: string;
  /** Until the push service had answered the server. */
  readonly tookMs: number;
}
