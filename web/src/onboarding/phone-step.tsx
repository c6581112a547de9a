import { type FormEvent, type ReactNode, useState } from 'react';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { toE164 } from '../phone/phone.ts';
import { PhoneField, type TypedNumber } from '../phone/phone-field.tsx';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { TextField } from '../ui/text-field.tsx';
import { Frame } from './frame.tsx';
import type { ServerInfo } from './server-info.ts';

export interface PhoneEntry extends TypedNumber {
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
  /** The person has an account on another device. */
  readonly onLink: () => void;
}

export function PhoneStep({ entry, server, error, onChange, onDone, onLink }: PhoneStepProps): ReactNode {
  const [asked, setAsked] = useState(false);
  const { country, text, invite } = entry;
  const phone = toE164(text, country);
  const inviteNeeded = server?.registration === 'invite';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (phone && (!inviteNeeded || invite.trim())) onDone(phone);
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
        <PhoneField
          own
          number={entry}
          onChange={number => onChange({ ...entry, ...number })}
          error={numberError}
          hint={m.onboarding_phone_hint()}
        />
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
        <Button kind="quiet" icon="qr" onClick={onLink}>
          {m.link_begin()}
        </Button>
      </form>
    </Frame>
  );
}
