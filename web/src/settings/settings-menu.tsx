import { type ReactNode, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { useReadablePhone } from '../phone/readable-phone.ts';
import { paths } from '../router.ts';
import { useSession } from '../state/session.ts';
import { classes } from '../ui/classes.ts';
import { ColumnHeader } from '../ui/column-header.tsx';
import { Icon } from '../ui/icon.tsx';
import { Link } from '../ui/link.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { LogOutDialog } from './log-out-dialog.tsx';
import { sections } from './sections.ts';

interface SettingsMenuProps {
  /** The one that is open. */
  readonly section?: string;
}

const row = 'flex min-h-12 w-full items-center gap-4 rounded-md px-3 text-start transition-colors';

/** The own profile has its card above them. */
const others = sections.filter(({ name }) => name !== 'profile');

/** The list of settings pages. Fills the list's column, with a back button of its own. */
export function SettingsMenu({ section }: SettingsMenuProps): ReactNode {
  const [leaving, setLeaving] = useState(false);
  return (
    <>
      <ColumnHeader title={m.chats_settings()} up={paths.chats} />
      <div className="min-h-0 grow overflow-y-auto px-2 pb-4">
        <nav aria-label={m.chats_settings()}>
          <OwnCard section={section} />
          {others.map(({ name, icon, title }) => (
            <Link
              key={name}
              href={paths.settings(name)}
              aria-current={name === section ? 'page' : undefined}
              className={classes(row, name === section ? 'bg-selected' : 'hover:bg-hover')}
            >
              <Icon name={icon} className={name === section ? 'text-accent' : 'text-ink-soft'} />
              <span className="min-w-0 grow">{title()}</span>
              <Icon name="chevron-end" size={16} className="text-ink-soft two:hidden" />
            </Link>
          ))}
        </nav>
        <div className="mt-2 border-line border-t pt-2">
          <button type="button" onClick={() => setLeaving(true)} className={classes(row, 'text-danger hover:bg-hover')}>
            <Icon name="logout" />
            {m.settings_log_out_ask()}
          </button>
        </div>
      </div>
      {leaving && <LogOutDialog onClose={() => setLeaving(false)} />}
    </>
  );
}

/** Who one is here. */
function OwnCard({ section }: { readonly section: string | undefined }): ReactNode {
  const profile = useSession(session => session.profile);
  const phone = useReadablePhone(profile?.phone);
  if (!profile) return null;
  const open = section === 'profile';
  return (
    <Link
      href={paths.settings('profile')}
      aria-current={open ? 'page' : undefined}
      className={classes(
        'mb-3 flex items-center gap-4 rounded-md p-3',
        open ? 'bg-selected' : 'hover:bg-hover',
        section === undefined && 'two:bg-selected',
      )}
    >
      <PersonAvatar account={profile.account} name={profile.name} avatar={profile.avatar} size={56} />
      <span className="flex min-w-0 flex-col">
        <span className="truncate font-semibold text-lg">
          <bdi>{profile.name}</bdi>
        </span>
        <span className="truncate text-ink-soft text-sm">
          <bdi dir="ltr">{phone}</bdi>
        </span>
      </span>
    </Link>
  );
}
