// The account of this number has a PIN: it is asked for after the code.
import type { RegistrationState } from '@parley/client/browser';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { TextField } from '../ui/text-field.tsx';
import { Frame } from './frame.tsx';

interface PinStepProps {
  readonly busy: boolean;
  readonly pin: NonNullable<RegistrationState['pin']>;
}

export function PinStep({ busy, pin }: PinStepProps): ReactNode {
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const error = failure ?? pin.error;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt begins empty
  useEffect(() => setText(''), [pin.attempt]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setFailure(undefined);
    engine.submitPin(text).catch(setFailure);
  };
  return (
    <Frame title={m.account_pin_ask_title()} text={m.account_pin_ask_text()} step={3}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-5">
        <TextField
          label={m.account_pin()}
          type="password"
          autoComplete="off"
          dir="ltr"
          autoFocus
          value={text}
          onChange={event => setText(event.target.value)}
          readOnly={busy}
          error={error ? errorText(error) : undefined}
        />
        <Button kind="primary" type="submit" busy={busy} disabled={text.trim() === ''}>
          {m.onboarding_code_confirm()}
        </Button>
        <Note icon="info">{m.account_pin_forgotten()}</Note>
        <Button kind="quiet" icon="edit" onClick={() => void engine.cancelRegistration()}>
          {m.onboarding_change_number()}
        </Button>
      </form>
    </Frame>
  );
}
