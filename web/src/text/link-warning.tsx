import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import type { HostWarning } from './tokens.ts';

interface LinkWarningProps {
  readonly href: string;
  readonly warning: HostWarning;
  readonly onClose: () => void;
}

/** Says where an address leads before it is opened (U44). */
export function LinkWarning({ href, warning, onClose }: LinkWarningProps): ReactNode {
  const { kind, ascii, shown } = warning;
  const explained = {
    lookalike: m.text_link_lookalike,
    international: m.text_link_international,
    userinfo: m.text_link_userinfo,
  }[kind]();
  return (
    <ConfirmDialog
      title={m.text_link_title()}
      action={m.text_link_open()}
      danger={kind !== 'international'}
      onConfirm={() => void open(href, '_blank', 'noopener,noreferrer')}
      onClose={onClose}
    >
      <p>{explained}</p>
      <p dir="ltr" className="my-3 break-all rounded-md bg-sunken px-3 py-2 font-mono text-sm">
        {ascii}
      </p>
      {shown !== ascii && (
        <p className="text-ink-soft">
          {m.text_link_shown_as()} <bdi className="font-medium text-ink">{shown}</bdi>
        </p>
      )}
    </ConfirmDialog>
  );
}
