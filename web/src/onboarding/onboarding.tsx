// Makes an account in this browser, in three steps: number, name and picture, code. What is entered stays here until the
// code is asked for; from then on the engine holds the registration, and every tab shows where it stands.
import { type ReactNode, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { guessCountry } from '../phone/phone.ts';
import { useSession } from '../state/session.ts';
import { CodeStep } from './code-step.tsx';
import { deviceName } from './device-name.ts';
import { LinkStep } from './link-step.tsx';
import { type PhoneEntry, PhoneStep } from './phone-step.tsx';
import { PinStep } from './pin-step.tsx';
import { type ProfileEntry, ProfileStep } from './profile-step.tsx';
import { RecoveryStep } from './recovery-step.tsx';
import { useServerInfo } from './server-info.ts';

/** Fills the window. */
export function Onboarding(): ReactNode {
  const registration = useSession(session => session.registration);
  const linking = useSession(session => session.linking);
  const [link, setLink] = useState(false);
  const server = useServerInfo();
  const [number, setNumber] = useState<PhoneEntry>(() => ({
    country: guessCountry(navigator.languages),
    text: '',
    invite: '',
  }));
  const [profile, setProfile] = useState<ProfileEntry>({ name: '' });
  /** E.164, once it has been confirmed by the person. */
  const [phone, setPhone] = useState<string>();
  const [error, setError] = useState<unknown>();

  const register = async (confirmed: string): Promise<void> => {
    const { name, picture: avatar } = profile;
    const invite = number.invite.trim();
    setError(undefined);
    try {
      await engine.register({
        phone: confirmed,
        name: name.trim(),
        deviceName: deviceName(),
        ...(invite ? { invite } : {}),
        ...(avatar ? { avatar } : {}),
      });
    } catch (failure) {
      // Back to the number: nearly all that can be refused is about it, and the rest is still there.
      setPhone(undefined);
      if ((failure as { code?: string }).code !== 'cancelled') setError(failure);
    }
  };

  if (link || linking) return <LinkStep linking={linking} onBack={() => setLink(false)} />;
  if (registration?.code) return <CodeStep registration={registration} code={registration.code} />;
  if (registration?.pin) return <PinStep busy={registration.busy} pin={registration.pin} />;
  if (registration?.recovery) return <RecoveryStep busy={registration.busy} recovery={registration.recovery} />;
  if (phone === undefined && !registration) {
    return (
      <PhoneStep
        entry={number}
        server={server}
        error={error}
        onChange={setNumber}
        onDone={setPhone}
        onLink={() => setLink(true)}
      />
    );
  }
  const busy = registration !== undefined;
  const confirmed = phone ?? registration!.phone;
  return (
    <ProfileStep
      phone={confirmed}
      entry={profile}
      busy={busy}
      onChange={setProfile}
      onBack={() => setPhone(undefined)}
      onDone={() => void register(confirmed)}
    />
  );
}
