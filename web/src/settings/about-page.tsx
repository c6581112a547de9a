import { type ReactNode, useEffect, useState } from 'react';
import { license, version } from '../../package.json';
import { m } from '../i18n/messages.ts';
import { Logo } from '../shell/logo.tsx';
import { useSession } from '../state/session.ts';
import { Card, Fact } from './card.tsx';

export function AboutPage(): ReactNode {
  const server = useSession(session => session.profile?.server);
  const serverVersion = useServerVersion();
  return (
    <>
      <div className="flex flex-col items-center gap-3 py-6 text-center">
        <Logo size={72} />
        <p className="font-semibold text-xl">Parley</p>
        <p className="max-w-md text-pretty text-ink-soft">{m.settings_about_text()}</p>
      </div>
      <Card>
        <Fact label={m.settings_version()}>{version}</Fact>
        <Fact label={m.settings_server()}>
          <bdi dir="ltr">{server && new URL(server, location.href).host}</bdi>
        </Fact>
        <Fact label={m.settings_server_version()}>{serverVersion ?? '–'}</Fact>
        <Fact label={m.settings_licence()}>{license}</Fact>
      </Card>
    </>
  );
}

/** Undefined while it has not answered. */
function useServerVersion(): string | undefined {
  const [found, setFound] = useState<string>();
  useEffect(() => {
    const stop = new AbortController();
    const ask = async (): Promise<void> => {
      const response = await fetch('/v1/server', { signal: stop.signal });
      const answer: { readonly version?: unknown } = response.ok ? await response.json() : {};
      if (typeof answer.version === 'string') setFound(answer.version);
    };
    ask().catch(() => undefined);
    return () => stop.abort();
  }, []);
  return found;
}
