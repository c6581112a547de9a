// The account of this number has a recovery code: with it the account goes on, and without it the person says that it shall begin anew.
import type { RegistrationState } from '@parley/client/browser';
import { type ReactNode, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { orToast } from '../state/failures.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { AnswerForm } from './answer-form.tsx';
import { Frame } from './frame.tsx';

interface RecoveryStepProps {
  readonly busy: boolean;
  readonly recovery: NonNullable<RegistrationState['recovery']>;
}

export function RecoveryStep({ busy, recovery }: RecoveryStepProps): ReactNode {
  const [without, setWithout] = useState(false);
  return (
    <Frame title={m.account_recovery_ask_title()} text={m.account_recovery_ask_text()} step={3}>
      <AnswerForm
        field={{
          label: m.account_recovery(),
          hint: m.account_recovery_form(),
          autoCapitalize: 'characters',
          spellCheck: false,
          className: '[&_input]:font-mono',
        }}
        action={m.account_recovery_use()}
        busy={busy}
        error={recovery.error}
        submit={engine.submitRecoveryCode}
      >
        <Button kind="quiet" disabled={busy} onClick={() => setWithout(true)}>
          {m.account_recovery_without()}
        </Button>
      </AnswerForm>
      {without && (
        <ConfirmDialog
          title={m.account_recovery_without_title()}
          action={m.account_recovery_without()}
          danger
          onConfirm={() => orToast(engine.submitRecoveryCode(undefined))}
          onClose={() => setWithout(false)}
        >
          {m.account_recovery_without_text()}
        </ConfirmDialog>
      )}
    </Frame>
  );
}
