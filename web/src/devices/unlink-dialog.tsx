import type { OwnDevice } from '@parley/client';
import type { ReactNode } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { orToast } from '../state/failures.ts';
import { showToast } from '../state/toasts.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';

export function UnlinkDialog({
  device: { device, name },
  onClose,
}: {
  readonly device: OwnDevice;
  readonly onClose: () => void;
}): ReactNode {
  const unlink = (): Promise<void> =>
    orToast(engine.unlink(device).then(() => showToast(m.devices_unlinked({ name })))) as Promise<void>;
  return (
    <ConfirmDialog
      title={m.devices_unlink_title({ name })}
      action={m.devices_unlink()}
      danger
      onConfirm={unlink}
      onClose={onClose}
    >
      {m.devices_unlink_text()}
    </ConfirmDialog>
  );
}
