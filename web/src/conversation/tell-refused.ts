// What the server has refused for good of what a person has done with messages, told wherever they are in the app.
import type { Notice } from '@parley/client';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { showToast } from '../state/toasts.ts';

type Refusal = Extract<Notice, { kind: 'act_refused' }>;

const sayings: Readonly<Record<Refusal['act'], () => string>> = {
  edit: m.refused_edit,
  deletion: m.refused_deletion,
  reaction: m.refused_reaction,
  pin: m.refused_pin,
  timer: m.refused_timer,
};

export function tellRefused(): void {
  engine.on('notice', notice => {
    if (notice.kind === 'act_refused') void tell(notice);
  });
}

async function tell({ act, error }: Refusal): Promise<void> {
  const { errorText } = await import('../i18n/error-text.ts');
  showToast(`${sayings[act]()} ${errorText(error)}`);
}
