// Who sees what one says about oneself, and the picture.
import type { ProfileAudience } from '@parley/client';
import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { Card } from './card.tsx';
import { Choices } from './choices.tsx';
import { saveProfile } from './save-profile.ts';
import { useOwnProfile } from './use-own-profile.ts';

export function ProfileAudiences(): ReactNode {
  const own = useOwnProfile();
  if (!own) return null;
  const { aboutFor = 'contacts', avatarFor = 'contacts' } = own;
  return (
    <>
      <Audience title={m.profile_about_for()} value={aboutFor} onChange={aboutFor => void saveProfile({ aboutFor })} />
      <Audience
        title={m.profile_avatar_for()}
        value={avatarFor}
        onChange={avatarFor => void saveProfile({ avatarFor })}
      />
    </>
  );
}

interface AudienceProps {
  readonly title: string;
  readonly value: ProfileAudience;
  readonly onChange: (audience: ProfileAudience) => void;
}

function Audience({ title, value, onChange }: AudienceProps): ReactNode {
  return (
    <Card title={title}>
      <Choices
        label={title}
        value={value}
        onChange={onChange}
        choices={[
          { value: 'everyone', label: m.profile_for_everyone() },
          { value: 'contacts', label: m.profile_for_contacts() },
          { value: 'nobody', label: m.profile_for_nobody() },
        ]}
      />
    </Card>
  );
}
