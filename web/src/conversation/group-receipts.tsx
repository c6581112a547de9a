import type { MemberReceipt, Message } from '@parley/client';
import { type ReactNode, useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { useNameOfAccount } from '../state/groups.ts';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { Spinner } from '../ui/spinner.tsx';

/** Who of a group has an own message, and who has read it; follows while it is shown. */
export function GroupReceipts({ message }: { readonly message: Message }): ReactNode {
  const { receipts, error } = useReceipts(message);
  if (error !== undefined) return <p role="alert">{errorText(error)}</p>;
  if (!receipts) return <Spinner size={24} />;
  const parts = [
    [m.groups_read_by(), 'read'],
    [m.groups_delivered_to(), 'delivered'],
    [m.groups_pending(), 'sent'],
  ] as const;
  return parts.map(([title, state]) => (
    <Part key={state} title={title} receipts={receipts.filter(receipt => receipt.state === state)} />
  ));
}

interface PartProps {
  readonly title: string;
  readonly receipts: readonly MemberReceipt[];
}

function Part({ title, receipts }: PartProps): ReactNode {
  const nameOf = useNameOfAccount();
  if (receipts.length === 0) return null;
  return (
    <section aria-label={title} className="border-line border-t py-2 first:border-t-0">
      <h3 className="pb-1 font-medium">{title}</h3>
      <ul>
        {receipts.map(({ account }) => (
          <li key={account} className="flex min-h-10 items-center gap-3">
            <PersonAvatar account={account} name={nameOf(account)} size={28} />
            <bdi className="truncate">{nameOf(account)}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Asked {
  readonly receipts?: readonly MemberReceipt[];
  readonly error?: unknown;
}

function useReceipts({ id }: Message): Asked {
  const [asked, setAsked] = useState<Asked>({});
  useEffect(() => {
    let over = false;
    const read = (): void => {
      engine.receipts(id).then(
        receipts => over || setAsked({ receipts }),
        error => over || setAsked({ error }),
      );
    };
    read();
    const stop = engine.on('status', message => message.id === id && read());
    return () => {
      over = true;
      stop();
    };
  }, [id]);
  return asked;
}
