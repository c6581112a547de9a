// The account of this number has a PIN: it is asked for after the code.
import type { RegistrationState } from '@parley/client/browser';
import type { ReactNode } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { Note } from '../ui/note.tsx';
import { AnswerForm } from './answer-form.tsx';
import { Frame } from './frame.tsx';

interface PinStepProps {
  readonly busy: boolean;
  readonly pin: NonNullable<RegistrationState['pin']>;
}

export function PinStep({ busy, pin }: PinStepProps): ReactNode {
  return (
    <Frame title={m.account_pin_ask_title()} text={m.account_pin_ask_text()} step={3}>
      <AnswerForm
        key={pin.attempt}
        field={{ label: m.account_pin(), type: 'password' }}
        action={m.onboarding_code_confirm()}
        busy={busy}
        error={pin.error}
        submit={engine.submitPin}
      >
        <Note icon="info">{m.account_pin_forgotten()}</Note>
      </AnswerForm>
    </Frame>
  );
}
