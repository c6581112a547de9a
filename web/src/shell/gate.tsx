// What fills the window, by the state of this device: the app, or the way to it.
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { useSession } from '../state/session.ts';
import { Icon } from '../ui/icon.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { Ended, Onboarding } from './rooms.ts';
import { Shell } from './shell.tsx';

/** A start that takes less shows nothing, so that nothing flashes. */
const SILENT_MS = 400;

export function Gate(): ReactNode {
  return <Suspense fallback={<Starting />}>{isSecureContext ? <Screen /> : <NeedsHttps />}</Suspense>;
}

function Screen(): ReactNode {
  const state = useSession(session => session.state);
  const revoked = useSession(session => session.revoked);
  const error = useSession(session => session.error);
  if (revoked !== undefined) return <Ended why="revoked" reason={revoked} />;
  if (state === 'starting') return <Starting />;
  if (state === 'not_registered') return <Onboarding />;
  if (state === 'ready') return <Shell />;
  return <Ended why={state} {...(error ? { reason: error.message } : {})} />;
}

/** Browsers keep encryption and locks from pages that could have been changed on the way. */
function NeedsHttps(): ReactNode {
  return (
    <main className="mx-auto flex h-dvh max-w-md flex-col items-center justify-center gap-4 p-6 text-center">
      <Icon name="lock" size={48} className="text-accent" />
      <h1 className="font-semibold text-xl">{m.shell_https_title()}</h1>
      <p className="text-ink-soft">{m.shell_https_text()}</p>
    </main>
  );
}

function Starting(): ReactNode {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SILENT_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" className="flex h-dvh flex-col items-center justify-center gap-4 text-ink-soft">
      {slow && (
        <>
          <Spinner size={32} />
          <p>{m.shell_starting()}</p>
        </>
      )}
    </div>
  );
}
