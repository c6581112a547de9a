// Who asks to be let in; for admins. Not there while nobody does.
import type { Group, JoinRequest } from '@parley/client';
import type { AccountId, GroupId } from '@parley/protocol';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { orToast } from '../state/failures.ts';
import { isolated, shownName } from '../text/bidi.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';

export function RequestsSection({ group }: { readonly group: Group }): ReactNode {
  const { requests, again } = useRequests(group.id);
  if (requests.length === 0) return null;
  const answer = async (account: AccountId, letIn: boolean): Promise<void> => {
    await orToast(engine.answerRequest(group.id, account, letIn));
    again();
  };
  return (
    <section aria-label={m.groups_requests()} className="border-line border-t pt-3">
      <h3 className="flex items-center gap-2 px-5 pb-1 font-semibold text-ink-soft text-sm">
        {m.groups_requests()}
        <span className="min-w-5 rounded-full bg-accent-fill px-1.5 text-center text-on-accent text-xs leading-5">
          {requests.length}
        </span>
      </h3>
      <ul>
        {requests.map(request => (
          <RequestRow key={request.account} request={request} onAnswer={answer} />
        ))}
      </ul>
    </section>
  );
}

interface RequestRowProps {
  readonly request: JoinRequest;
  readonly onAnswer: (account: AccountId, letIn: boolean) => Promise<void>;
}

function RequestRow({ request: { account, name, phone }, onAnswer }: RequestRowProps): ReactNode {
  const [busy, setBusy] = useState(false);
  const shown = shownName(name) || phone || m.chat_unknown_person();
  const answer = (letIn: boolean): void => {
    setBusy(true);
    void onAnswer(account, letIn).finally(() => setBusy(false));
  };
  return (
    <li className="mx-2 flex min-h-14 items-center gap-3 px-3">
      <PersonAvatar account={account} name={shown} size={40} />
      <bdi className="min-w-0 grow truncate font-medium">{shown}</bdi>
      <IconButton
        icon="check"
        label={m.groups_request_accept({ name: isolated(shown) })}
        disabled={busy}
        onClick={() => answer(true)}
      />
      <IconButton
        icon="close"
        label={m.groups_request_deny({ name: isolated(shown) })}
        disabled={busy}
        onClick={() => answer(false)}
      />
    </li>
  );
}

function useRequests(id: GroupId) {
  const [requests, setRequests] = useState<readonly JoinRequest[]>([]);
  const again = useCallback(() => {
    // What cannot be asked for now is asked for when the panel is opened next.
    engine.joinRequests(id).then(setRequests, () => undefined);
  }, [id]);
  useEffect(() => {
    again();
    const stops = [
      engine.on('notice', notice => notice.kind === 'join_asked' && notice.group === id && again()),
      engine.on('group', group => group.id === id && again()),
    ];
    return () => stops.forEach(stop => void stop());
  }, [id, again]);
  return { requests, again };
}
