// Somebody to talk to where nobody else is: on a development server, the account that answers.
import { type ReactNode, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { useServerInfo } from '../onboarding/server-info.ts';
import { navigate, paths } from '../router.ts';
import { orToast } from '../state/failures.ts';
import { Button } from '../ui/button.tsx';

export function EchoHint(): ReactNode {
  const echo = useServerInfo()?.echo;
  const [busy, setBusy] = useState(false);
  if (!echo) return null;
  const open = async (): Promise<void> => {
    setBusy(true);
    const account = await orToast(engine.resolve(echo));
    setBusy(false);
    if (account) navigate(paths.chat(account));
  };
  return (
    <div className="flex flex-col items-center gap-3">
      <p>{m.chats_echo_text()}</p>
      <Button busy={busy} onClick={() => void open()}>
        {m.chats_echo()}
      </Button>
    </div>
  );
}
