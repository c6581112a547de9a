import { type ReactNode, useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { navigate, paths } from '../router.ts';
import { orToast } from '../state/failures.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Note } from '../ui/note.tsx';

/** Says what is lost before it is (U35). */
export function LogOutDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const queued = useQueued();
  const logOut = async (): Promise<void> => {
    await orToast(engine.logOut());
    navigate(paths.chats, { replace: true });
  };
  return (
    <ConfirmDialog
      title={m.settings_log_out_title()}
      action={m.settings_log_out()}
      danger
      onConfirm={logOut}
      onClose={onClose}
    >
      <div className="flex flex-col gap-3">
        <p>{m.settings_log_out_text()}</p>
        {queued > 0 && (
          <Note icon="warning" kind="warning">
            {m.settings_log_out_queued({ count: queued })}
          </Note>
        )}
        <p className="text-ink-soft">{m.settings_log_out_after()}</p>
      </div>
    </ConfirmDialog>
  );
}

/** What has not reached the server and would be lost. */
function useQueued(): number {
  const [queued, setQueued] = useState(0);
  useEffect(() => {
    let over = false;
    engine.status().then(
      status => over || setQueued(status.queued),
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, []);
  return queued;
}
