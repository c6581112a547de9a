// What is asked before somebody is blocked or reported, and what of it goes to whom.
import type { AccountId } from '@parley/protocol';
import { type ReactNode, useEffect, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { block, report, reportable } from '../state/blocking.ts';
import { closeChatDialog } from '../state/chat-dialogs.ts';
import { isolated } from '../text/bidi.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Spinner } from '../ui/spinner.tsx';

interface Props {
  readonly account: AccountId;
  readonly name: string;
}

export function BlockDialog({ account, name }: Props): ReactNode {
  return (
    <ConfirmDialog
      title={m.block_title({ name: isolated(name) })}
      action={m.block_do()}
      danger
      onConfirm={() => block(account)}
      onClose={closeChatDialog}
    >
      <p className="text-pretty text-ink-soft">{m.block_text()}</p>
    </ConfirmDialog>
  );
}

export function ReportDialog({ account, name }: Props): ReactNode {
  const texts = useReportable(account);
  return (
    <ConfirmDialog
      title={m.report_title({ name: isolated(name) })}
      action={m.report_do()}
      danger
      onConfirm={() => report(account, texts ?? [], false)}
      further={{ action: m.report_and_block(), onConfirm: () => report(account, texts ?? [], true) }}
      onClose={closeChatDialog}
    >
      {!texts ? (
        <span className="flex justify-center p-4 text-ink-soft">
          <Spinner size={24} />
        </span>
      ) : (
        <>
          <p className="text-pretty text-ink-soft">{texts.length > 0 ? m.report_text() : m.report_none()}</p>
          <ul className="mt-3 flex max-h-60 flex-col gap-2 overflow-y-auto empty:hidden">
            {texts.map(({ id, text }) => (
              <li
                key={id}
                dir="auto"
                className="line-clamp-4 whitespace-pre-wrap rounded-md bg-sunken px-3 py-2 [overflow-wrap:anywhere]"
              >
                {text}
              </li>
            ))}
          </ul>
        </>
      )}
    </ConfirmDialog>
  );
}

/** Undefined until they are here: nothing goes that was not shown. */
function useReportable(account: AccountId): Awaited<ReturnType<typeof reportable>> | undefined {
  const [texts, setTexts] = useState<Awaited<ReturnType<typeof reportable>>>();
  useEffect(() => {
    let over = false;
    reportable(account).then(
      found => over || setTexts(found),
      () => over || setTexts([]),
    );
    return () => {
      over = true;
    };
  }, [account]);
  return texts;
}
