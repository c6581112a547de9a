import type { AccountId } from '@parley/protocol';
import { type FormEvent, type ReactNode, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { countryOf, guessCountry, toE164 } from '../phone/phone.ts';
import { PhoneField, type TypedNumber } from '../phone/phone-field.tsx';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { Invitation } from './invitation.tsx';

interface NumberFormProps {
  /** What its button says. */
  readonly action: string;
  /** Who has the number; of the own one, oneself. */
  readonly onFound: (account: AccountId) => unknown;
}

export function NumberForm({ action, onFound }: NumberFormProps): ReactNode {
  const profile = useSession(session => session.profile);
  const [number, setNumber] = useState<TypedNumber>(() => ({
    country: (profile && countryOf(profile.phone)) ?? guessCountry(navigator.languages),
    text: '',
  }));
  const [error, setError] = useState<string>();
  /** A number that nobody has here. */
  const [unknown, setUnknown] = useState<string>();
  const [busy, setBusy] = useState(false);

  const start = async (phone: string): Promise<void> => {
    setBusy(true);
    try {
      const account = phone === profile?.phone ? profile.account : await engine.resolve(phone);
      await onFound(account);
    } catch (failure) {
      if ((failure as { code?: unknown }).code === 'unknown_phone') setUnknown(phone);
      else setError(errorText(failure));
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const phone = toE164(number.text, number.country);
    setUnknown(undefined);
    setError(phone ? undefined : m.onboarding_phone_invalid());
    if (phone) void start(phone);
  };
  const onChange = (typed: TypedNumber): void => {
    setNumber(typed);
    setError(undefined);
    setUnknown(undefined);
  };
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-3 border-line border-b px-4 pt-1 pb-4">
      <PhoneField number={number} onChange={onChange} error={error} hint={m.newchat_hint()} />
      <Button kind="primary" type="submit" busy={busy} disabled={number.text.trim() === ''}>
        {action}
      </Button>
      {unknown && <Invitation phone={unknown} />}
    </form>
  );
}
