// What happened to this device, and what can be done: nothing is made anew before the person has asked for it (F29).
import { type ReactNode, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Note } from '../ui/note.tsx';
import { Frame } from './frame.tsx';

export interface EndedProps {
  readonly why: 'evicted' | 'storage_failed' | 'revoked';
  /** The name of the close table's row, or what the store said. */
  readonly reason?: string;
}

/** Fills the window. */
export function Ended({ why, reason }: EndedProps): ReactNode {
  if (why === 'storage_failed') return <StorageFailed reason={reason} />;
  return why === 'evicted' ? <Evicted /> : <Revoked reason={reason} />;
}

function Evicted(): ReactNode {
  return (
    <Frame title={m.ended_evicted_title()} text={m.ended_evicted_text()}>
      <Note icon="shield">{m.ended_evicted_consequence()}</Note>
      <Button kind="primary" onClick={() => void engine.startOver()}>
        {m.ended_set_up_again()}
      </Button>
      <p className="text-center text-ink-soft text-sm">{m.ended_evicted_prevent()}</p>
    </Frame>
  );
}

function Revoked({ reason }: { readonly reason: string | undefined }): ReactNode {
  const [confirming, setConfirming] = useState(false);
  return (
    <Frame title={m.ended_revoked_title()} text={reasonText(reason)}>
      <Note icon="info">{m.ended_revoked_consequence()}</Note>
      <Button kind="primary" onClick={() => setConfirming(true)}>
        {m.ended_set_up_again()}
      </Button>
      {confirming && (
        <ConfirmDialog
          title={m.ended_wipe_title()}
          action={m.ended_wipe_action()}
          danger
          onConfirm={() => engine.startOver()}
          onClose={() => setConfirming(false)}
        >
          {m.ended_wipe_text()}
        </ConfirmDialog>
      )}
    </Frame>
  );
}

function reasonText(reason: string | undefined): string {
  return reason === 'unlinked' ? m.ended_unlinked_text() : m.ended_revoked_text();
}

function StorageFailed({ reason }: { readonly reason: string | undefined }): ReactNode {
  return (
    <Frame title={m.ended_storage_title()} text={m.ended_storage_text()}>
      {reason && (
        <Note icon="warning" kind="warning">
          <span dir="auto">{reason}</span>
        </Note>
      )}
      <Button kind="primary" icon="retry" onClick={() => location.reload()}>
        {m.shell_reload()}
      </Button>
    </Frame>
  );
}
