// What a person should be told of the own devices wherever they are in the app.
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { navigate, paths } from '../router.ts';
import { useSession } from '../state/session.ts';
import { showToast } from '../state/toasts.ts';

export function tellDeviceNews(): void {
  const action = { label: m.devices_title(), run: () => navigate(paths.settings('devices')) };
  engine.on('notice', async notice => {
    if (notice.kind === 'account_key_offered') {
      const from = (await engine.devices()).find(({ device }) => device === notice.device);
      if (from) showToast(m.devices_key_here({ name: from.name }), { action });
    }
    const isConflict = notice.kind === 'list_conflict' || notice.kind === 'untrusted_devices';
    if (isConflict && notice.account === useSession.getState().profile?.account) {
      showToast(m.devices_conflict(), { action, keep: true });
    }
  });
}
