import type { OwnDevice } from '@parley/client';
import type { ReactNode } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { orToast } from '../state/failures.ts';
import { showToast } from '../state/toasts.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';

/** Offers the account key to another own device. */
export function KeyDialog({
  device: { device, name },
  onClose,
}: {
  readonly device: OwnDevice;
  readonly onClose: () => void;
}): ReactNode {
  const offer = (): Promise<unknown> =>
    orToast(engine.offerAccountKey(device).then(() => showToast(m.devices_key_offered({ name }))));
  return (
    <ConfirmDialog
      title={m.devices_key_title({ name })}
      action={m.devices_key_action()}
      onConfirm={offer}
      onClose={onClose}
    >
      {m.devices_key_text()}
    </ConfirmDialog>
  );
}
