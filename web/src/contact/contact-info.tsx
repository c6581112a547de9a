// Who a person is: picture, number, whether the safety number has been compared, and what can be done to the chat. Of the
// own account: what notes to oneself are.
import type { Chat } from '@parley/client';
import { type AccountId, parseAccountId } from '@parley/protocol';
import { type ReactNode, useEffect } from 'react';
import { engine } from '../engine/engine.ts';
import { MediaSection } from '../gallery/media-section.tsx';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { useChat } from '../state/chats.ts';
import { orToast } from '../state/failures.ts';
import { useSession } from '../state/session.ts';
import { Note } from '../ui/note.tsx';
import { PanelHeader } from '../ui/panel-header.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { ChatActions } from './chat-actions.tsx';
import { Identity } from './identity.tsx';
import { SafetySection } from './safety-section.tsx';
import { TimerSelect } from './timer-select.tsx';
import { useContact } from './use-contact.ts';

export interface ContactInfoProps {
  readonly account: AccountId;
  /** Leaves the panel: to the chat. */
  readonly onClose: () => void;
}

/** Fills its column, with a close button of its own. */
export function ContactInfo({ account, onClose }: ContactInfoProps): ReactNode {
  const { chat, error, again } = useContact(account);
  useNewestProfile(account, again);
  return (
    <>
      <PanelHeader title={m.shell_contact_info()} closeLabel={m.contact_close()} onClose={onClose} />
      <div className="mx-auto flex min-h-0 w-full max-w-xl grow flex-col gap-2 overflow-y-auto pb-6">
        {chat && <Person chat={chat} onChanged={again} />}
        {!chat && error !== undefined && (
          <div className="p-4">
            <Note icon="warning" kind="warning">
              {errorText(error)}
            </Note>
          </div>
        )}
        {!chat && error === undefined && (
          <span className="m-auto text-ink-soft">
            <Spinner size={24} />
          </span>
        )}
      </div>
    </>
  );
}

/** As it is now: somebody may have changed it and not have written since. */
function useNewestProfile(account: AccountId, again: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for whom is looked at
  useEffect(() => {
    void engine.profile(account).then(again, () => undefined);
  }, [account]);
}

interface PersonProps {
  readonly chat: Chat;
  readonly onChanged: () => void;
}

function Person({ chat, onChanged }: PersonProps): ReactNode {
  const own = useSession(session => session.profile?.account);
  const account = parseAccountId(chat.id);
  const isListed = useChat(chat.id) !== undefined;
  return (
    <>
      <Identity chat={chat} />
      {account && account !== own && <SafetySection account={account} chat={chat} onChanged={onChanged} />}
      {account && <TimerSection account={account} seconds={chat.timerS ?? 0} onChanged={onChanged} />}
      {isListed && <MediaSection chat={chat.id} />}
      {isListed && <ChatActions chat={chat} />}
    </>
  );
}

interface TimerProps {
  readonly account: AccountId;
  readonly seconds: number;
  readonly onChanged: () => void;
}

function TimerSection({ account, seconds, onChanged }: TimerProps): ReactNode {
  return (
    <section className="border-line border-t px-5 py-2">
      <TimerSelect
        seconds={seconds}
        onChange={wanted => void orToast(engine.setTimer(account, wanted)).then(onChanged)}
      />
    </section>
  );
}
