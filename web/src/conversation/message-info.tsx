import type { Message } from '@parley/client';
import { isGroupId } from '@parley/protocol';
import type { ReactNode } from 'react';
import { fullTime } from '../i18n/dates.ts';
import { m } from '../i18n/messages.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Bubble } from './bubble.tsx';
import { GroupReceipts } from './group-receipts.tsx';

/** When a message was sent, came to the other side, was read there; for others' messages, when it was sent. */
export function MessageInfo({
  message,
  onClose,
}: {
  readonly message: Message;
  readonly onClose: () => void;
}): ReactNode {
  const { outgoing, ts, state, times } = message;
  const written = state !== 'pending' && state !== 'failed' ? ts : undefined;
  const inGroup = isGroupId(message.chat);
  const steps: readonly (readonly [string, number | undefined])[] =
    outgoing && !inGroup
      ? [
          [m.info_read(), times?.readAt],
          [m.info_delivered(), times?.deliveredAt],
          [m.info_sent(), times?.sentAt ?? written],
        ]
      : [[m.info_sent(), outgoing ? written : ts]];
  return (
    <Dialog title={m.info_title()} onClose={onClose}>
      <div className="mb-4 flex max-h-60 overflow-y-auto rounded-lg bg-canvas p-4">
        <div className={outgoing ? 'ms-auto' : ''}>
          <Bubble message={message} first />
        </div>
      </div>
      {outgoing && inGroup && written !== undefined && <GroupReceipts message={message} />}
      <dl className="divide-y divide-line">
        {steps.map(([name, time]) => (
          <div key={name} className="py-2">
            <dt className="font-medium">{name}</dt>
            <dd className="text-ink-soft text-sm">{time === undefined ? '—' : fullTime(time)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
