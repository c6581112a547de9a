import { type FormEvent, type ReactNode, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { nameError } from '../profile/name-error.ts';
import { PictureField } from '../profile/picture-field.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { Frame } from './frame.tsx';

export interface ProfileEntry {
  readonly name: string;
  readonly picture?: Uint8Array;
}

interface ProfileStepProps {
  readonly phone: string;
  readonly entry: ProfileEntry;
  readonly busy: boolean;
  readonly onChange: (entry: ProfileEntry) => void;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

export function ProfileStep({ phone, entry, busy, onChange, onBack, onDone }: ProfileStepProps): ReactNode {
  const [asked, setAsked] = useState(false);
  const { name, picture } = entry;
  const wrong = nameError(name);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (!wrong) onDone();
  };
  return (
    <Frame title={m.onboarding_profile_title()} text={m.onboarding_profile_text()} step={2}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-5">
        <PictureField
          id={phone}
          name={name}
          picture={picture}
          onChange={chosen => onChange({ name, ...(chosen ? { picture: chosen } : {}) })}
        />
        <TextField
          label={m.profile_name()}
          autoComplete="name"
          dir="auto"
          autoFocus
          value={name}
          onChange={event => onChange({ ...entry, name: event.target.value })}
          error={asked ? wrong : undefined}
          hint={m.profile_name_hint()}
        />
        <Button kind="primary" type="submit" busy={busy}>
          {m.onboarding_send_code()}
        </Button>
        <Button kind="quiet" icon="back" onClick={onBack}>
          {m.ui_back()}
        </Button>
      </form>
    </Frame>
  );
}
