import { limits } from '@parley/protocol';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { showToast } from '../state/toasts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';

interface PinDialogProps {
  readonly isSet: boolean;
  readonly onClose: () => void;
}

/** The PIN is typed twice: a slip would lock the person out. */
export function PinDialog({ isSet, onClose }: PinDialogProps): ReactNode {
  const form = useId();
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const keep = async (wanted: string | null): Promise<void> => {
    setBusy(true);
    try {
      await engine.setPin(wanted);
      showToast(m.settings_saved());
      onClose();
    } catch (failure) {
      setError(errorText(failure));
    }
    setBusy(false);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (pin.trim() !== again.trim()) return setError(m.account_pin_differ());
    void keep(pin);
  };
  return (
    <Dialog
      title={m.account_pin()}
      onClose={onClose}
      actions={
        <>
          {isSet && (
            <Button kind="quiet" disabled={busy} onClick={() => void keep(null)}>
              {m.account_pin_off()}
            </Button>
          )}
          <Button
            kind="primary"
            type="submit"
            form={form}
            busy={busy}
            disabled={pin.trim().length < limits.minPinChars}
          >
            {m.account_pin_set()}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <TextField
          label={m.account_pin_new()}
          type="password"
          autoComplete="new-password"
          dir="ltr"
          value={pin}
          onChange={event => setPin(event.target.value)}
          hint={m.account_pin_form()}
        />
        <TextField
          label={m.account_pin_again()}
          type="password"
          autoComplete="new-password"
          dir="ltr"
          value={again}
          onChange={event => {
            setAgain(event.target.value);
            setError(undefined);
          }}
          error={error}
        />
      </form>
    </Dialog>
  );
}
