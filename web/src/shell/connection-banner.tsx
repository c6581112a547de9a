// One line above the list while the server is not heard (U34). The app stays usable: what is sent waits in the outbox.
import type { ConnectionState } from '@parley/client';
import { type ReactNode, useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { useNetwork } from '../state/network.ts';
import { useSession } from '../state/session.ts';
import { Icon } from '../ui/icon.tsx';
import { Spinner } from '../ui/spinner.tsx';

/** A connection that is back sooner was never missed. */
const QUIET_MS = 1_500;

export function ConnectionBanner(): ReactNode {
  const connection = useSession(session => session.connection);
  const online = useNetwork(network => network.online);
  const text = useLasting(textOf(connection, online), QUIET_MS);
  const waiting = connection.state === 'waiting' && online;
  return (
    <div role="status" aria-live="polite">
      {text && (
        <div className="mb-2 flex min-h-10 items-center gap-2.5 bg-warn-surface px-4 text-sm text-warn">
          {online && !waiting ? <Spinner size={16} /> : <Icon name="wifi-off" size={18} />}
          <span className="min-w-0 grow py-2">{text}</span>
          {waiting && (
            <button
              type="button"
              className="min-h-8 rounded-full px-3 font-semibold hover:bg-hover"
              onClick={engine.nudge}
            >
              {m.shell_try_now()}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function textOf({ state, reason }: ConnectionState, online: boolean): string | undefined {
  if (state === 'online') return undefined;
  if (!online) return m.shell_waiting_for_network();
  if (state === 'catching_up') return m.shell_updating();
  if (state === 'waiting') return reason === 'unreachable' ? m.shell_server_unreachable() : m.shell_connecting();
  if (state === 'connecting') return m.shell_connecting();
  return m.shell_stopped();
}

/** The value once something has been said for that long; what changes meanwhile is taken along. */
function useLasting(text: string | undefined, afterMs: number): string | undefined {
  const [lasts, setLasts] = useState(false);
  const saysSomething = text !== undefined;
  useEffect(() => {
    if (!saysSomething) return setLasts(false);
    const timer = setTimeout(() => setLasts(true), afterMs);
    return () => clearTimeout(timer);
  }, [saysSomething, afterMs]);
  return lasts ? text : undefined;
}
