import { type ReactNode, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { LinkWarning } from './link-warning.tsx';
import type { HostWarning } from './tokens.ts';

interface GuardedLinkProps {
  readonly href: string;
  readonly warning: HostWarning | undefined;
  readonly className: string;
  readonly dir?: 'ltr';
  readonly children: ReactNode;
}

/** Leads out of the app; where the host may not be what it looks like, it is said before. */
export function GuardedLink({ href, warning, className, dir, children }: GuardedLinkProps): ReactNode {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <a
        href={href}
        dir={dir}
        target="_blank"
        rel="noopener noreferrer"
        title={warning?.ascii}
        className={className}
        onClick={event => {
          event.stopPropagation();
          if (!warning) return;
          event.preventDefault();
          setAsking(true);
        }}
        // The middle button opens without a click.
        onAuxClick={event => {
          if (!warning || event.button !== 1) return;
          event.preventDefault();
          setAsking(true);
        }}
      >
        {children}
      </a>
      {asking && warning && <LinkWarning href={href} warning={warning} onClose={() => setAsking(false)} />}
    </>
  );
}

export function SuspiciousSign(): ReactNode {
  return (
    <span role="img" aria-label={m.text_suspicious_link()} className="ms-0.5 inline-block align-text-bottom text-warn">
      <Icon name="warning" size={16} />
    </span>
  );
}
