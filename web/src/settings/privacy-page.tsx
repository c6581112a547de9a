// What others see of the person, and whom he has blocked. The server keeps to it, so it has to be reached for a change.
import type { PrivacySettings } from '@parley/client';
import type { AccountId } from '@parley/protocol';
import { type ReactNode, useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { unblock } from '../state/blocking.ts';
import { chatName, useChats } from '../state/chats.ts';
import { orToast } from '../state/failures.ts';
import { usePrivacy } from '../state/privacy.ts';
import { isolated } from '../text/bidi.ts';
import { Button } from '../ui/button.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { Switch } from '../ui/switch.tsx';
import { Card } from './card.tsx';
import { Choices } from './choices.tsx';

export function PrivacyPage(): ReactNode {
  const { presence, readReceipts, groups, blocked } = usePrivacy();
  const [asked, setAsked] = useState<Partial<PrivacySettings>>({});
  const change = async (wanted: Partial<PrivacySettings>): Promise<void> => {
    setAsked(wanted);
    await orToast(engine.setPrivacy(wanted));
    setAsked({});
  };
  return (
    <>
      <Card>
        <Switch
          label={m.privacy_presence()}
          hint={m.privacy_presence_hint()}
          checked={(asked.presence ?? presence) === 'everyone'}
          onChange={wanted => void change({ presence: wanted ? 'everyone' : 'nobody' })}
        />
        <Switch
          label={m.privacy_receipts()}
          hint={m.privacy_receipts_hint()}
          checked={asked.readReceipts ?? readReceipts}
          onChange={wanted => void change({ readReceipts: wanted })}
        />
      </Card>
      <Card title={m.privacy_groups()}>
        <Choices
          label={m.privacy_groups()}
          value={asked.groups ?? groups}
          onChange={wanted => void change({ groups: wanted })}
          choices={[
            { value: 'everyone', label: m.privacy_groups_everyone() },
            { value: 'contacts', label: m.privacy_groups_contacts() },
            { value: 'nobody', label: m.privacy_groups_nobody() },
          ]}
        />
        <p className="pb-1 text-ink-soft text-sm">{m.privacy_groups_hint()}</p>
      </Card>
      <Card title={m.privacy_blocked()}>
        {blocked.size === 0 && <p className="py-2 text-ink-soft">{m.privacy_blocked_none()}</p>}
        <ul>
          {[...blocked].map(account => (
            <BlockedPerson key={account} account={account as AccountId} />
          ))}
        </ul>
      </Card>
    </>
  );
}

function BlockedPerson({ account }: { readonly account: AccountId }): ReactNode {
  const { name, avatar } = usePerson(account);
  return (
    <li className="flex min-h-14 items-center gap-3 py-1">
      <PersonAvatar account={account} name={name} avatar={avatar} size={40} />
      <span className="min-w-0 grow truncate">
        <bdi>{name}</bdi>
      </span>
      <Button
        kind="quiet"
        aria-label={m.privacy_unblock({ name: isolated(name) })}
        onClick={() => void unblock(account)}
      >
        {m.block_undo()}
      </Button>
    </li>
  );
}

/** Also of those with whom there is no chat in the list any more. */
function usePerson(account: AccountId): { readonly name: string; readonly avatar: string | undefined } {
  const listed = useChats(({ chats }) => chats.get(account));
  const [read, setRead] = useState<typeof listed>();
  const isListed = listed !== undefined;
  useEffect(() => {
    let over = false;
    if (!isListed)
      engine.chat(account).then(
        chat => over || setRead(chat),
        () => undefined,
      );
    return () => {
      over = true;
    };
  }, [account, isListed]);
  const chat = listed ?? read ?? { id: account };
  return { name: chatName(chat), avatar: 'avatar' in chat ? chat.avatar : undefined };
}
