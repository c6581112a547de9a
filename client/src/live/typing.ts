// Who is typing where: told to others while it is so, and known here until it is over by itself, by a message or with the
// connection (F39). Nothing of it is stored.
import {
  type AccountId,
  accountIdFrom,
  type ChatId,
  groupIdFrom,
  idBytes,
  isGroupId,
  limits,
  wire,
} from '@parley/protocol';
import type { Link } from '../connection/connection.ts';
import type { Context } from '../context.ts';
import { isBlocked } from '../privacy/own-privacy.ts';

export type TypingKind = 'text' | 'voice';

export interface Typing {
  readonly chat: ChatId;
  readonly account: AccountId;
  /** Undefined: not any more. */
  readonly kind?: TypingKind;
}

export interface TypingRoom {
  opened(link: Link): void;
  frame(frame: wire.ServerFrame): void;
  closed(): void;
  /** See `Client.typing`. */
  tell(chat: ChatId, kind: TypingKind | undefined): Promise<void>;
}

interface Told {
  readonly kind: TypingKind;
  readonly at: number;
}

interface Shown {
  readonly chat: ChatId;
  readonly account: AccountId;
  readonly kind: TypingKind;
  readonly cancel: () => void;
}

const kinds: Readonly<Record<TypingKind, wire.TypingKind>> = {
  text: wire.TypingKind.TYPING_KIND_TEXT,
  voice: wire.TypingKind.TYPING_KIND_VOICE,
};

export function createTyping({ profile, work, clock, events }: Context): TypingRoom {
  let link: Link | undefined;
  const told = new Map<ChatId, Told>();
  const shown = new Map<string, Shown>();
  /** One after the other: the end of typing must not overtake its beginning. */
  let taking = Promise.resolve();

  function say(chat: ChatId, kind: wire.TypingKind): void {
    link?.send({ typing: { ...(isGroupId(chat) ? { group: idBytes(chat) } : { account: idBytes(chat) }), kind } });
  }

  function over(key: string): void {
    const entry = shown.get(key);
    if (!entry) return;
    shown.delete(key);
    entry.cancel();
    const { chat, account } = entry;
    events.emit('typing', { chat, account });
  }

  function show(chat: ChatId, account: AccountId, kind: TypingKind): void {
    const key = `${chat} ${account}`;
    const before = shown.get(key);
    before?.cancel();
    shown.set(key, { chat, account, kind, cancel: clock.after(limits.typingExpiryMs, () => over(key)) });
    if (before?.kind !== kind) events.emit('typing', { chat, account, kind });
  }

  async function take(typing: wire.Typing, mine: Link | undefined): Promise<void> {
    const account = accountIdFrom(typing.account);
    const chat = typing.group.length > 0 ? groupIdFrom(typing.group) : account;
    const kind = kindOf(typing.kind);
    if (!kind) return over(`${chat} ${account}`);
    if (!(await isOfOurs(chat, account)) || mine !== link) return;
    show(chat, account, kind);
  }

  /** Nobody whom one has never spoken with shows up by typing, whatever the server lets through. */
  async function isOfOurs(chat: ChatId, account: AccountId): Promise<boolean> {
    if (account === profile.account || (await isBlocked(work, account))) return false;
    if (!isGroupId(chat)) return (await work.get('chats', chat)) !== undefined;
    return (await work.get('groups', chat))?.state.members.has(account) ?? false;
  }

  events.on('message', ({ chat, author, outgoing }) => {
    if (outgoing) told.delete(chat);
    else over(`${chat} ${author}`);
  });
  events.on('privacy', ({ blocked }) => {
    for (const [key, { account }] of shown) if (blocked.includes(account)) over(key);
  });

  return {
    opened(opened) {
      link = opened;
    },
    frame({ typing }) {
      if (!typing) return;
      const mine = link;
      taking = taking.then(() => take(typing as wire.Typing, mine)).catch(() => {}); // what cannot be read is of no use
    },
    closed() {
      link = undefined;
      told.clear();
      for (const key of [...shown.keys()]) over(key);
    },
    async tell(chat, kind) {
      const before = told.get(chat);
      if (!kind) {
        if (told.delete(chat)) say(chat, wire.TypingKind.TYPING_KIND_UNSPECIFIED);
        return;
      }
      if (before?.kind === kind && clock.now() - before.at < limits.typingRepeatMs) return;
      told.set(chat, { kind, at: clock.now() });
      say(chat, kinds[kind]);
    },
  };
}

function kindOf(kind: wire.TypingKind): TypingKind | undefined {
  if (kind === wire.TypingKind.TYPING_KIND_TEXT) return 'text';
  return kind === wire.TypingKind.TYPING_KIND_VOICE ? 'voice' : undefined;
}
