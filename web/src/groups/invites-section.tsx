// Links that let people in; for admins.
import type { Group } from '@parley/client';
import { type ReactNode, useId, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { readableSpan } from '../i18n/spans.ts';
import { orToast } from '../state/failures.ts';
import { Button } from '../ui/button.tsx';
import { Switch } from '../ui/switch.tsx';
import { InviteCard } from './invite-card.tsx';

const DAY_S = 86_400;
const TIMES_S = [DAY_S, 7 * DAY_S, 30 * DAY_S];

export function InvitesSection({ group }: { readonly group: Group }): ReactNode {
  return (
    <section aria-label={m.groups_invites()} className="flex flex-col gap-3 border-line border-t px-5 py-3">
      <h3 className="font-semibold text-ink-soft text-sm">{m.groups_invites()}</h3>
      <p className="text-pretty text-ink-soft text-sm">{m.groups_invites_text()}</p>
      {group.invites.map(invite => (
        <InviteCard key={invite.id} group={group} invite={invite} />
      ))}
      <MakeInvite group={group} />
    </section>
  );
}

function MakeInvite({ group }: { readonly group: Group }): ReactNode {
  const id = useId();
  const [approval, setApproval] = useState(false);
  const [seconds, setSeconds] = useState(0);
  const [busy, setBusy] = useState(false);
  const make = async (): Promise<void> => {
    setBusy(true);
    const expiresAt = seconds > 0 ? { expiresAt: Date.now() + seconds * 1_000 } : {};
    await orToast(engine.makeInvite(group.id, { approval, ...expiresAt }));
    setBusy(false);
  };
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id}>{m.groups_invite_expiry()}</label>
      <select
        id={id}
        value={seconds}
        onChange={event => setSeconds(Number(event.target.value))}
        className="min-h-11 w-full rounded-md border border-line-strong bg-surface px-3 text-base"
      >
        <option value={0}>{m.groups_invite_forever()}</option>
        {TIMES_S.map(time => (
          <option key={time} value={time}>
            {readableSpan(time)}
          </option>
        ))}
      </select>
      <Switch label={m.groups_invite_approval()} checked={approval} onChange={setApproval} />
      <Button icon="plus" busy={busy} onClick={() => void make()}>
        {m.groups_invite_make()}
      </Button>
    </div>
  );
}
