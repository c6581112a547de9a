// Stands where one would write, to somebody whom one has blocked.
import type { AccountId } from '@parley/protocol';
import { type ReactNode, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { unblock } from '../state/blocking.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

export function BlockedBar({ account }: { readonly account: AccountId }): ReactNode {
  const [busy, setBusy] = useState(false);
  const lift = async (): Promise<void> => {
    setBusy(true);
    await unblock(account);
    setBusy(false);
  };
  return (
    <footer className="flex shrink-0 flex-wrap items-center justify-center gap-x-4 gap-y-1 border-line border-t bg-surface px-4 pt-2 text-center text-ink-soft pad-safe-bottom">
      <p role="status" className="flex items-center gap-2 text-sm">
        <Icon name="block" size={16} />
        {m.block_bar()}
      </p>
      <Button kind="quiet" busy={busy} onClick={() => void lift()}>
        {m.block_undo()}
      </Button>
    </footer>
  );
}
