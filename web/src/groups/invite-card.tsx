import type { Group, GroupInvite } from '@parley/client';
import { type ReactNode, useState } from 'react';
import { copyText } from '../contact/copy-button.tsx';
import { QrCode } from '../contact/qr-code.tsx';
import { engine } from '../engine/engine.ts';
import { longDate } from '../i18n/dates.ts';
import { m } from '../i18n/messages.ts';
import { useNameOfAccount } from '../state/groups.ts';
import { showToast } from '../state/toasts.ts';
import { isolated } from '../text/bidi.ts';
import { Button } from '../ui/button.tsx';
import { changed } from './group-action.ts';

interface InviteCardProps {
  readonly group: Group;
  readonly invite: GroupInvite;
}

export function InviteCard({ group, invite }: InviteCardProps): ReactNode {
  const { link, uses, expiresAt, approval, by } = invite;
  const nameOf = useNameOfAccount();
  const [busy, setBusy] = useState(false);
  const revoke = async (): Promise<void> => {
    setBusy(true);
    if (!(await changed(engine.revokeInvite(group.id, invite.id)))) setBusy(false);
  };
  return (
    <div className="flex flex-col gap-2 rounded-lg border border-line p-3">
      {link ? (
        <LinkParts link={link} />
      ) : (
        <p className="text-sm">{m.groups_invite_elsewhere({ name: isolated(nameOf(by)) })}</p>
      )}
      <p className="text-ink-soft text-sm">
        {m.groups_invite_uses({ count: uses })}
        {expiresAt !== undefined && ` · ${m.groups_invite_until({ date: longDate(expiresAt) })}`}
        {approval && ` · ${m.groups_invite_approval()}`}
      </p>
      <Button kind="quiet" icon="trash" busy={busy} onClick={() => void revoke()} className="self-start text-danger!">
        {m.groups_invite_revoke()}
      </Button>
    </div>
  );
}

function LinkParts({ link }: { readonly link: string }): ReactNode {
  const [shown, setShown] = useState(false);
  const copy = async (): Promise<void> => {
    if (await copyText(link)) showToast(m.groups_invite_copied());
  };
  return (
    <>
      <code dir="ltr" className="break-all font-mono text-sm">
        {link}
      </code>
      <div className="flex flex-wrap gap-2">
        <Button icon="copy" onClick={() => void copy()}>
          {m.groups_invite_copy()}
        </Button>
        {'share' in navigator && (
          <Button kind="quiet" onClick={() => void navigator.share({ url: link }).catch(() => undefined)}>
            {m.groups_invite_share()}
          </Button>
        )}
        <Button kind="quiet" icon="qr" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {m.groups_invite_qr()}
        </Button>
      </div>
      {shown && <QrCode text={link} label={m.groups_invite_qr_label()} />}
    </>
  );
}
