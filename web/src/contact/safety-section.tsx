import type { Chat } from '@parley/client';
import type { AccountId } from '@parley/protocol';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { longDate } from '../i18n/dates.ts';
import { m } from '../i18n/messages.ts';
import { chatName } from '../state/chats.ts';
import { isolated } from '../text/bidi.ts';
import { Button } from '../ui/button.tsx';
import { lazyNamed } from '../ui/lazy-named.ts';
import { Note } from '../ui/note.tsx';

const SafetyDialog = lazyNamed(() => import('./safety-dialog.tsx'), 'SafetyDialog');

interface SafetySectionProps {
  readonly account: AccountId;
  readonly chat: Chat;
  readonly onChanged: () => void;
}

/** How sure one can be that it is this person (U43). */
export function SafetySection({ account, chat, onChanged }: SafetySectionProps): ReactNode {
  const [comparing, setComparing] = useState(false);
  const changedAt = useCodeChanged(account, chat.last?.id);
  const name = isolated(chatName(chat));
  return (
    <section className="flex flex-col items-start gap-3 border-line border-t px-5 py-4">
      <h3 className="font-semibold text-ink-soft text-sm">{m.safety_title()}</h3>
      {changedAt !== undefined && !chat.verified && (
        <Note icon="warning" kind="warning">
          <p className="font-semibold">{m.safety_changed({ date: longDate(changedAt) })}</p>
          <p>{m.safety_changed_text({ name })}</p>
        </Note>
      )}
      <p className="text-pretty">{chat.verified ? m.safety_verified_text({ name }) : m.safety_text({ name })}</p>
      <Button icon="shield" onClick={() => setComparing(true)}>
        {m.safety_show()}
      </Button>
      {comparing && (
        <Suspense>
          <SafetyDialog account={account} name={name} onChanged={onChanged} onClose={() => setComparing(false)} />
        </Suspense>
      )}
    </section>
  );
}

/** A change that is further back has been read past by many messages. */
const LOOKED_AT = 100;

/** When the safety number last changed; undefined: not lately. Looked for again when there is another message. */
function useCodeChanged(account: AccountId, last: string | undefined): number | undefined {
  const [at, setAt] = useState<number>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another last message may be the notice
  useEffect(() => {
    let over = false;
    const look = async (): Promise<void> => {
      const messages = await engine.messages(account, { limit: LOOKED_AT });
      if (!over) setAt(messages.findLast(({ notice }) => notice?.kind === 'security_code_changed')?.ts);
    };
    look().catch(() => undefined);
    return () => {
      over = true;
    };
  }, [account, last]);
  return at;
}
