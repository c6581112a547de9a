import type { Chat } from '@parley/client';
import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { useReadablePhone } from '../phone/readable-phone.ts';
import { paths } from '../router.ts';
import { chatName } from '../state/chats.ts';
import { useSession } from '../state/session.ts';
import { Icon } from '../ui/icon.tsx';
import { Link } from '../ui/link.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { CopyButton } from './copy-button.tsx';

const PICTURE = 128;

export function Identity({ chat }: { readonly chat: Chat }): ReactNode {
  const profile = useSession(session => session.profile);
  const own = chat.id === profile?.account;
  const name = chatName(chat);
  const avatar = own ? profile.avatar : chat.avatar;
  return (
    <section className="flex flex-col items-center gap-4 px-5 pt-8 pb-5 text-center">
      <PersonAvatar account={chat.id} name={own ? profile.name : name} avatar={avatar} size={PICTURE} />
      <div className="flex max-w-full flex-col items-center gap-1">
        <Name chat={chat} name={name} />
        {own ? (
          <p className="text-pretty text-ink-soft">{m.contact_notes_text()}</p>
        ) : (
          chat.phone !== name && <Phone chat={chat} />
        )}
        {!own && chat.about && (
          <p className="mt-1 max-w-full text-balance break-words text-ink">
            <bdi>{chat.about}</bdi>
          </p>
        )}
        {chat.verified && (
          <span className="mt-1 inline-flex items-center gap-1.5 rounded-full bg-sunken px-3 py-1 font-medium text-ok text-sm">
            <Icon name="shield" size={16} />
            {m.contact_verified()}
          </span>
        )}
      </div>
      {own && (
        <Link href={paths.settings('profile')} className="font-semibold text-accent hover:underline">
          {m.contact_edit_profile()}
        </Link>
      )}
    </section>
  );
}

/** Who has said no name yet is called by the number, which is then copied from here. */
function Name({ chat, name }: { readonly chat: Chat; readonly name: string }): ReactNode {
  const readable = useReadablePhone(chat.phone);
  const isNumber = name === chat.phone;
  return (
    <span className="flex max-w-full items-center gap-1">
      {isNumber && <span className="w-10" />}
      <h3 className="min-w-0 text-balance break-words font-semibold text-xl">
        <bdi>{isNumber ? readable : name}</bdi>
      </h3>
      {isNumber && <CopyPhone phone={name} />}
    </span>
  );
}

function Phone({ chat }: { readonly chat: Chat }): ReactNode {
  const readable = useReadablePhone(chat.phone);
  if (!chat.phone) return null;
  return (
    <span className="flex items-center gap-1">
      {/* As wide as the button beside it, so that the number stands in the middle. */}
      <span className="w-10" />
      <bdi dir="ltr" className="text-ink-soft tabular-nums">
        {readable}
      </bdi>
      <CopyPhone phone={chat.phone} />
    </span>
  );
}

function CopyPhone({ phone }: { readonly phone: string }): ReactNode {
  return <CopyButton text={phone} label={m.contact_copy_phone()} done={m.contact_copied()} />;
}
