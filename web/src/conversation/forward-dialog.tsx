// Whom messages are forwarded to: some of the people and groups that one may write to.
import type { Chat, Message } from '@parley/client';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { PeopleFilter } from '../contact/people-filter.tsx';
import { PeopleList } from '../contact/people-list.tsx';
import { offeredChats } from '../contact/people-order.ts';
import { PickRow } from '../groups/pick-row.tsx';
import { nobodyPicked, toggled } from '../groups/picked.ts';
import { PickedPeople } from '../groups/picked-people.tsx';
import { errorText } from '../i18n/error-text.ts';
import { localeTag } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { chatName, useChats } from '../state/chats.ts';
import { stopForwarding } from '../state/forwarding.ts';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Note } from '../ui/note.tsx';
import { useForward } from './use-forward.ts';

interface ForwardDialogProps {
  readonly messages: readonly Message[];
  readonly onDone?: (() => void) | undefined;
}

/** More at once would make chain letters easy. */
const MOST_CHATS = 5;

export function ForwardDialog({ messages, onDone }: ForwardDialogProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const [picked, setPicked] = useState(nobodyPicked);
  const [query, setQuery] = useState('');
  const chats = useOffered(query);
  const { busy, error, forward } = useForward(messages, onDone);
  const full = picked.size >= MOST_CHATS;
  return (
    <Dialog
      title={m.forward_title({ count: messages.length })}
      onClose={stopForwarding}
      actions={<Actions busy={busy} disabled={picked.size === 0} onSend={() => void forward([...picked.values()])} />}
    >
      <div className="-mx-6 flex flex-col">
        <PeopleFilter query={query} onChange={setQuery} />
        <PickedPeople
          picked={picked}
          onChange={setPicked}
          count={m.forward_chosen({ count: picked.size, limit: MOST_CHATS })}
        />
        <section
          ref={scroller}
          aria-label={m.chats_title()}
          className="relative h-[42dvh] overflow-y-auto overscroll-contain"
        >
          <PeopleList
            people={chats}
            scroller={scroller}
            row={(chat, focusable) => (
              <PickRow
                chat={chat}
                focusable={focusable}
                checked={picked.has(chat.id)}
                disabled={full && !picked.has(chat.id)}
                onToggle={() => setPicked(toggled(picked, chat))}
              />
            )}
          />
          {chats.length === 0 && <p className="px-6 py-6 text-center text-ink-soft">{m.forward_none()}</p>}
        </section>
        {error !== undefined && (
          <div role="alert" className="px-4 pt-2">
            <Note icon="warning" kind="warning">
              {errorText(error)}
            </Note>
          </div>
        )}
      </div>
    </Dialog>
  );
}

interface ActionsProps {
  readonly busy: boolean;
  readonly disabled: boolean;
  readonly onSend: () => void;
}

function Actions({ busy, disabled, onSend }: ActionsProps): ReactNode {
  return (
    <>
      <Button kind="quiet" onClick={stopForwarding}>
        {m.ui_cancel()}
      </Button>
      <Button kind="primary" busy={busy} disabled={disabled} onClick={onSend}>
        {m.composer_send()}
      </Button>
    </>
  );
}

function useOffered(query: string): readonly Chat[] {
  const chats = useChats(state => state.chats);
  const own = useSession(session => session.profile?.account);
  return useMemo(
    () => offeredChats(chats.values(), { own, query, nameOf: chatName, locale: localeTag() }),
    [chats, own, query],
  );
}
