// A new recovery code: shown once, and good only when two of its parts have been typed back.
import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { showToast } from '../state/toasts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Note } from '../ui/note.tsx';
import { TextField } from '../ui/text-field.tsx';

/** Which of the seven parts are asked for. */
const ASKED = [2, 5] as const;

export function RecoveryDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [code, setCode] = useState('');
  const [written, setWritten] = useState(false);
  const [error, setError] = useState<string>();
  useEffect(() => {
    let over = false;
    engine.newRecoveryCode().then(
      made => over || setCode(made),
      failure => over || setError(errorText(failure)),
    );
    return () => {
      over = true;
    };
  }, []);
  if (written) return <CheckDialog code={code} onBack={() => setWritten(false)} onClose={onClose} />;
  return (
    <Dialog
      title={m.account_recovery()}
      onClose={onClose}
      actions={
        <Button kind="primary" disabled={code === ''} onClick={() => setWritten(true)}>
          {m.account_recovery_written()}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <p>{m.account_recovery_write()}</p>
        <p dir="ltr" className="rounded-lg bg-sunken p-4 text-balance text-center font-mono text-lg tracking-wider">
          {code}
        </p>
        {error && <p className="text-danger">{error}</p>}
        <Note icon="warning" kind="warning">
          {m.account_recovery_secret()}
        </Note>
      </div>
    </Dialog>
  );
}

interface CheckDialogProps {
  readonly code: string;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

function CheckDialog({ code, onBack, onClose }: CheckDialogProps): ReactNode {
  const form = useId();
  const parts = code.split(' ');
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!ASKED.every(index => isPart(typed[index], parts[index]))) return setError(m.account_recovery_not_it());
    setBusy(true);
    try {
      await engine.setRecoveryCode(code);
      showToast(m.account_recovery_done());
      onClose();
    } catch (failure) {
      setError(errorText(failure));
    }
    setBusy(false);
  };
  return (
    <Dialog
      title={m.account_recovery_check()}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={onBack}>
            {m.ui_back()}
          </Button>
          <Button kind="primary" type="submit" form={form} busy={busy}>
            {m.account_recovery_finish()}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={event => void submit(event)} noValidate className="flex flex-col gap-4">
        {ASKED.map(index => (
          <TextField
            key={index}
            label={m.account_recovery_part({ part: index + 1, parts: parts.length })}
            autoComplete="off"
            spellCheck={false}
            dir="ltr"
            value={typed[index] ?? ''}
            onChange={event => {
              setTyped({ ...typed, [index]: event.target.value });
              setError(undefined);
            }}
            error={index === ASKED[1] ? error : undefined}
            className="[&_input]:font-mono"
          />
        ))}
      </form>
    </Dialog>
  );
}

/** As the code itself is read: `O` for `0`, `I` and `L` for `1`. */
function isPart(typed = '', part = ''): boolean {
  return typed.trim().toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1') === part;
}
