import type { EngineProfile } from '@parley/client/browser';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { useReadablePhone } from '../phone/readable-phone.ts';
import { nameError } from '../profile/name-error.ts';
import { PictureField } from '../profile/picture-field.tsx';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { AboutForm } from './about-form.tsx';
import { Card, Fact } from './card.tsx';
import { ProfileAudiences } from './profile-audiences.tsx';
import { saveProfile } from './save-profile.ts';
import { UsernameForm } from './username-form.tsx';

export function ProfilePage(): ReactNode {
  const profile = useSession(session => session.profile);
  const phone = useReadablePhone(profile?.phone);
  if (!profile) return null;
  return (
    <>
      <Card>
        <div className="flex flex-col gap-4 py-3">
          <Picture profile={profile} />
          <NameForm key={profile.name} name={profile.name} />
          <AboutForm />
        </div>
      </Card>
      <p className="px-2 text-pretty text-ink-soft text-sm">{m.settings_profile_text()}</p>
      <ProfileAudiences />
      <Card>
        <UsernameForm />
        <Fact label={m.onboarding_phone()}>
          <bdi dir="ltr">{phone}</bdi>
        </Fact>
      </Card>
    </>
  );
}

function Picture({ profile }: { readonly profile: EngineProfile }): ReactNode {
  const { account, avatar, name } = profile;
  const [picture, setPicture] = useState<Uint8Array>();
  useEffect(() => {
    let over = false;
    const read = avatar === undefined ? Promise.resolve(undefined) : engine.avatarOf(account);
    read.catch(() => undefined).then(bytes => over || setPicture(bytes));
    return () => {
      over = true;
    };
  }, [account, avatar]);
  const change = async (chosen: Uint8Array | undefined): Promise<void> => {
    // Shown at once; what the engine says of it comes after.
    const before = picture;
    setPicture(chosen);
    if (!(await saveProfile({ avatar: chosen ?? null }))) setPicture(before);
  };
  return <PictureField id={account} name={name} picture={picture} onChange={chosen => void change(chosen)} />;
}

function NameForm({ name }: { readonly name: string }): ReactNode {
  const [text, setText] = useState(name);
  const [busy, setBusy] = useState(false);
  const changed = text.trim() !== name;
  const wrong = changed ? nameError(text) : undefined;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!changed || wrong) return;
    setBusy(true);
    await saveProfile({ name: text.trim() });
    setBusy(false);
  };
  return (
    <form onSubmit={event => void submit(event)} noValidate className="flex flex-col gap-3">
      <TextField
        label={m.profile_name()}
        autoComplete="name"
        dir="auto"
        value={text}
        onChange={event => setText(event.target.value)}
        error={wrong}
      />
      <Button kind="primary" type="submit" busy={busy} disabled={!changed || wrong !== undefined} className="self-end">
        {m.settings_save()}
      </Button>
    </form>
  );
}
