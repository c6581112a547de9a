// Links the device whose code is scanned or pasted here, and says first what that means.
import { type FormEvent, type ReactNode, Suspense, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { showToast } from '../state/toasts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { lazyNamed } from '../ui/lazy-named.ts';
import { Note } from '../ui/note.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { TextField } from '../ui/text-field.tsx';

const CodeScanner = lazyNamed(() => import('../contact/code-scanner.tsx'), 'CodeScanner');

const PREFIX = 'parley:link/';

export function LinkDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [code, setCode] = useState('');
  const [scanning, setScanning] = useState(false);
  const [other, setOther] = useState(false);
  const scanned = (text: string): void => {
    setOther(!text.startsWith(PREFIX));
    if (!text.startsWith(PREFIX)) return;
    setCode(text);
    setScanning(false);
  };
  return (
    <Dialog title={m.devices_link()} onClose={onClose}>
      {scanning ? (
        <Suspense fallback={<Spinner size={24} />}>
          <CodeScanner
            how={other ? m.devices_link_other() : m.devices_link_point()}
            instead={m.devices_link_paste()}
            failed={m.devices_link_no_camera()}
            onCode={scanned}
            onCancel={() => setScanning(false)}
          />
        </Suspense>
      ) : (
        <LinkForm code={code} onCode={setCode} onScan={() => setScanning(true)} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface LinkFormProps {
  readonly code: string;
  readonly onCode: (code: string) => void;
  readonly onScan: () => void;
  readonly onClose: () => void;
}

function LinkForm({ code, onCode, onScan, onClose }: LinkFormProps): ReactNode {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const { name } = await engine.linkDevice(code);
      showToast(m.devices_link_done({ name }));
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={event => void submit(event)} noValidate className="flex flex-col gap-4">
      <p className="text-pretty text-ink-soft">{m.devices_link_how()}</p>
      <Button icon="camera" onClick={onScan}>
        {m.devices_link_scan()}
      </Button>
      <TextField
        label={m.devices_link_code()}
        value={code}
        dir="ltr"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={event => onCode(event.target.value)}
        error={error === undefined ? undefined : errorText(error)}
      />
      <Note icon="warning" kind="warning">
        {m.devices_link_warning()}
      </Note>
      <Button kind="primary" type="submit" busy={busy} disabled={code.trim() === ''}>
        {m.devices_link_action()}
      </Button>
    </form>
  );
}
