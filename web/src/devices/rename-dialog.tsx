import type { OwnDevice } from '@parley/client';
import { type FormEvent, type ReactNode, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';

export function RenameDialog({
  device,
  onClose,
}: {
  readonly device: OwnDevice;
  readonly onClose: () => void;
}): ReactNode {
  const [name, setName] = useState(device.name);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await engine.renameDevice(device.device, name);
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Dialog title={m.devices_rename_title()} onClose={onClose}>
      <form onSubmit={event => void save(event)} noValidate className="flex flex-col gap-4">
        <TextField
          label={m.devices_rename_title()}
          value={name}
          autoComplete="off"
          onChange={event => setName(event.target.value)}
          error={error === undefined ? undefined : errorText(error)}
        />
        <Button kind="primary" type="submit" busy={busy}>
          {m.devices_save()}
        </Button>
      </form>
    </Dialog>
  );
}
