// The account of this number has a recovery code: with it the account goes on, and without it the person says that it shall begin anew.
import type { RegistrationState } from '@parley/client/browser';
import { type FormEvent, type ReactNode, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { Frame } from './frame.tsx';

interface RecoveryStepProps {
  readonly busy: boolean;
  readonly recovery: NonNullable<RegistrationState['recovery']>;
}

export function RecoveryStep({ busy, recovery }: RecoveryStepProps): ReactNode {
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [without, setWithout] = useState(false);
  const error = failure ?? recovery.error;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setFailure(undefined);
    engine.submitRecoveryCode(text).catch(setFailure);
  };
  return (
    <Frame title={m.account_recovery_ask_title()} text={m.account_recovery_ask_text()} step={3}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-5">
        <TextField
          label={m.account_recovery()}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          dir="ltr"
          autoFocus
          value={text}
          onChange={event => setText(event.target.value)}
          readOnly={busy}
          error={error ? errorText(error) : undefined}
          hint={m.account_recovery_form()}
          className="[&_input]:font-mono"
        />
        <Button kind="primary" type="submit" busy={busy} disabled={text.trim() === ''}>
          {m.account_recovery_use()}
        </Button>
        <Button kind="quiet" disabled={busy} onClick={() => setWithout(true)}>
          {m.account_recovery_without()}
        </Button>
      </form>
      {without && (
        <ConfirmDialog
          title={m.account_recovery_without_title()}
          action={m.account_recovery_without()}
          danger
          onConfirm={() => engine.submitRecoveryCode(undefined).catch(setFailure)}
          onClose={() => setWithout(false)}
        >
          {m.account_recovery_without_text()}
        </ConfirmDialog>
      )}
    </Frame>
  );
}
