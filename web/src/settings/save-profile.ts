import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { orToast } from '../state/failures.ts';
import { showToast } from '../state/toasts.ts';

export async function saveProfile(change: Parameters<typeof engine.setProfile>[0]): Promise<boolean> {
  const done = await orToast(engine.setProfile(change).then(() => true));
  if (done) showToast(m.settings_saved());
  return done === true;
}
