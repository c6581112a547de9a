import { type FormEvent, type ReactNode, useState } from 'react';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { CountryPicker } from './country-picker.tsx';
import { Frame } from './frame.tsx';
import { Note } from './note.tsx';
import { type CountryCode, formatTyped, toE164 } from './phone.ts';
import type { ServerInfo } from './server-info.ts';

export interface PhoneEntry {
  readonly country: CountryCode;
  readonly text: string;
  readonly invite: string;
}

interface PhoneStepProps {
  readonly entry: PhoneEntry;
  readonly server: ServerInfo | undefined;
  /** Why the last attempt came back here. */
  readonly error: unknown;
  readonly onChange: (entry: PhoneEntry) => void;
  /** The number in E.164. */
  readonly onDone: (phone: string) => void;
}

export function PhoneStep({ entry, server, error, onChange, onDone }: PhoneStepProps): ReactNode {
  const [asked, setAsked] = useState(false);
  const { country, text, invite } = entry;
  const phone = toE164(text, country);
  const inviteNeeded = server?.registration === 'invite';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (phone && (!inviteNeeded || invite.trim())) onDone(phone);
  };
  const onType = (typed: string): void => {
    const { text, country: named } = formatTyped(typed, country);
    // While something is taken out, putting it in form again would put it back.
    onChange({ ...entry, country: named ?? country, text: typed.length < entry.text.length ? typed : text });
  };
  if (server?.registration === 'closed') {
    return <Frame title={m.onboarding_closed_title()} text={m.onboarding_closed_text()} />;
  }
  const numberError = asked && !phone ? m.onboarding_phone_invalid() : error ? errorText(error) : undefined;
  return (
    <Frame title={m.onboarding_welcome_title()} text={m.onboarding_welcome_text()} step={1}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-5">
        {server?.clockAheadMs !== undefined && (
          <Note icon="clock" kind="warning">
            {m.onboarding_clock_wrong()}
          </Note>
        )}
        <div className="flex items-end gap-2">
          <div className="pb-6">
            <CountryPicker country={country} onChoose={chosen => onChange({ ...entry, country: chosen })} />
          </div>
          <TextField
            label={m.onboarding_phone()}
            type="tel"
            inputMode="tel"
            autoComplete="tel-national"
            dir="ltr"
            autoFocus
            value={text}
            onChange={event => onType(event.target.value)}
            error={numberError}
            hint={m.onboarding_phone_hint()}
            className="min-w-0 grow"
          />
        </div>
        {inviteNeeded && (
          <TextField
            label={m.onboarding_invite()}
            hint={m.onboarding_invite_hint()}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            dir="ltr"
            value={invite}
            onChange={event => onChange({ ...entry, invite: event.target.value })}
            error={asked && !invite.trim() ? m.onboarding_invite_needed() : undefined}
          />
        )}
        <Button kind="primary" type="submit">
          {m.onboarding_next()}
        </Button>
      </form>
    </Frame>
  );
}
