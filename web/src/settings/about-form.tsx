import { limits } from '@parley/protocol';
import { type FormEvent, type ReactNode, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { saveProfile } from './save-profile.ts';
import { useOwnProfile } from './use-own-profile.ts';

/** A few words about oneself. */
export function AboutForm(): ReactNode {
  const own = useOwnProfile();
  if (!own) return null;
  return <Field key={own.about} about={own.about ?? ''} />;
}

function Field({ about }: { readonly about: string }): ReactNode {
  const [text, setText] = useState(about);
  const [busy, setBusy] = useState(false);
  const changed = text.trim() !== about;
  const tooLong = [...text.trim()].length > limits.maxAboutChars;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!changed || tooLong) return;
    setBusy(true);
    await saveProfile({ about: text.trim() });
    setBusy(false);
  };
  return (
    <form onSubmit={event => void submit(event)} noValidate className="flex flex-col gap-3">
      <TextField
        label={m.profile_about()}
        hint={m.profile_about_hint()}
        autoComplete="off"
        dir="auto"
        value={text}
        onChange={event => setText(event.target.value)}
        error={tooLong ? m.profile_about_long() : undefined}
      />
      <Button
        kind="primary"
        type="submit"
        busy={busy}
        disabled={!changed || tooLong}
        aria-label={`${m.settings_save()}: ${m.profile_about()}`}
        className="self-end"
      >
        {m.settings_save()}
      </Button>
    </form>
  );
}
