// What the account stands on: its recovery code, its PIN, and its end.
import { type ReactNode, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { navigate, paths } from '../router.ts';
import { Card } from '../settings/card.tsx';
import { orToast } from '../state/failures.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { PinDialog } from './pin-dialog.tsx';
import { RecoveryDialog } from './recovery-dialog.tsx';
import { useAccount } from './use-account.ts';

export function AccountPage(): ReactNode {
  const { account, read } = useAccount();
  const [open, setOpen] = useState<'recovery' | 'pin' | 'end'>();
  const close = (): void => {
    setOpen(undefined);
    read();
  };
  return (
    <>
      <Part
        title={m.account_recovery()}
        text={m.account_recovery_text()}
        stands={account && (account.hasRecoveryCode ? m.account_recovery_is() : m.account_recovery_none())}
        action={account?.hasRecoveryCode ? m.account_recovery_replace() : m.account_recovery_make()}
        disabled={!account?.holdsAccountKey}
        onOpen={() => setOpen('recovery')}
      >
        {account && !account.holdsAccountKey && <p className="text-ink-soft text-sm">{m.account_elsewhere()}</p>}
      </Part>
      <Part
        title={m.account_pin()}
        text={m.account_pin_text()}
        stands={account && (account.hasPin ? m.account_pin_is() : m.account_pin_none())}
        action={account?.hasPin ? m.account_pin_change() : m.account_pin_set()}
        disabled={!account}
        onOpen={() => setOpen('pin')}
      />
      <Part
        title={m.account_end()}
        text={m.account_end_text()}
        action={m.account_end()}
        disabled={!account?.holdsAccountKey}
        danger
        onOpen={() => setOpen('end')}
      />
      {open === 'recovery' && <RecoveryDialog onClose={close} />}
      {open === 'pin' && <PinDialog isSet={account?.hasPin ?? false} onClose={close} />}
      {open === 'end' && <EndDialog onClose={() => setOpen(undefined)} />}
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly text: string;
  readonly stands?: string | undefined;
  readonly action: string;
  readonly disabled: boolean;
  readonly danger?: boolean;
  readonly onOpen: () => void;
  readonly children?: ReactNode;
}

function Part({ title, text, stands, action, disabled, danger, onOpen, children }: PartProps): ReactNode {
  return (
    <Card title={title}>
      <div className="flex flex-col gap-3 py-2">
        <p>{text}</p>
        {stands && <p className="font-medium">{stands}</p>}
        {children}
        <Button kind={danger ? 'danger' : 'secondary'} disabled={disabled} onClick={onOpen} className="self-end">
          {action}
        </Button>
      </div>
    </Card>
  );
}

function EndDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const end = async (): Promise<void> => {
    await orToast(
      engine.deleteAccount().then(async () => {
        await engine.logOut();
        navigate(paths.chats, { replace: true });
      }),
    );
  };
  return (
    <ConfirmDialog title={m.account_end_title()} action={m.account_end()} danger onConfirm={end} onClose={onClose}>
      {m.account_end_what()}
    </ConfirmDialog>
  );
}
