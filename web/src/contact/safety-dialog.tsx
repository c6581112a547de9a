// The safety number to be compared by reading, or by scanning what is on the other screen (U43).
import type { SafetyNumberInfo } from '@parley/client';
import type { AccountId } from '@parley/protocol';
import { type ReactNode, Suspense, useState } from 'react';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { orToast } from '../state/failures.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { lazyNamed } from '../ui/lazy-named.ts';
import { Note } from '../ui/note.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { QrCode } from './qr-code.tsx';
import { type Comparison, codeText, compareCode, digitGroups } from './safety-code.ts';
import { SafetyResult } from './safety-result.tsx';
import { useSafetyNumber } from './use-safety-number.ts';

const CodeScanner = lazyNamed(() => import('./code-scanner.tsx'), 'CodeScanner');

interface SafetyDialogProps {
  readonly account: AccountId;
  /** Isolated, as it goes into sentences. */
  readonly name: string;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

export function SafetyDialog({ account, name, onChanged, onClose }: SafetyDialogProps): ReactNode {
  const { number, error, again, mark } = useSafetyNumber(account);
  const [scanning, setScanning] = useState(false);
  const [result, setResult] = useState<Comparison>();
  const say = async (verified: boolean): Promise<void> => {
    await orToast(mark(verified));
    onChanged();
  };
  const scanned = (text: string): void => {
    if (!number) return;
    const comparison = compareCode(number.scannable, text);
    setResult(comparison);
    if (comparison === 'other') return;
    setScanning(false);
    void say(comparison === 'match');
  };
  const scan = (): void => {
    setResult(undefined);
    setScanning(true);
  };
  return (
    <Dialog title={m.safety_number()} onClose={onClose}>
      {error !== undefined && <Failed error={error} onAgain={again} />}
      {!number && error === undefined && <Waiting />}
      {number && scanning && (
        <Suspense fallback={<Waiting />}>
          <CodeScanner
            how={result === 'other' ? m.scan_other() : m.scan_how({ name })}
            instead={m.scan_compare_digits()}
            onCode={scanned}
            onCancel={() => setScanning(false)}
          />
        </Suspense>
      )}
      {number && !scanning && (
        <div className="flex flex-col gap-4">
          {result && result !== 'other' && <SafetyResult result={result} name={name} />}
          <Compare number={number} name={name} onScan={scan} onSay={say} />
        </div>
      )}
    </Dialog>
  );
}

interface CompareProps {
  readonly number: SafetyNumberInfo;
  readonly name: string;
  readonly onScan: () => void;
  readonly onSay: (verified: boolean) => Promise<void>;
}

function Compare({ number, name, onScan, onSay }: CompareProps): ReactNode {
  const [busy, setBusy] = useState(false);
  const { verified } = number;
  const say = (): void => {
    setBusy(true);
    void onSay(!verified).finally(() => setBusy(false));
  };
  return (
    <>
      <QrCode text={codeText(number.scannable)} label={m.safety_qr_label({ name })} />
      <ol
        dir="ltr"
        aria-label={m.safety_digits_label()}
        className="mx-auto grid grid-cols-4 gap-x-4 gap-y-1 font-mono text-lg tabular-nums"
      >
        {digitGroups(number.digits).map((group, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the groups are their places
          <li key={at}>{group}</li>
        ))}
      </ol>
      <p className="text-pretty text-center text-ink-soft text-sm">{m.safety_how({ name })}</p>
      <div className="flex flex-col gap-2">
        <Button icon="camera" onClick={onScan}>
          {m.safety_scan()}
        </Button>
        <Button kind={verified ? 'quiet' : 'primary'} icon={verified ? 'close' : 'check'} busy={busy} onClick={say}>
          {verified ? m.safety_unmark() : m.safety_mark()}
        </Button>
      </div>
    </>
  );
}

function Waiting(): ReactNode {
  return (
    <p role="status" className="flex items-center justify-center gap-3 py-16 text-ink-soft">
      <Spinner size={24} />
      {m.safety_waiting()}
    </p>
  );
}

function Failed({ error, onAgain }: { readonly error: unknown; readonly onAgain: () => void }): ReactNode {
  return (
    <div className="flex flex-col items-start gap-3">
      <Note icon="warning" kind="warning">
        <p>{m.safety_failed()}</p>
        <p>{errorText(error)}</p>
      </Note>
      <Button icon="retry" onClick={onAgain}>
        {m.contact_try_again()}
      </Button>
    </div>
  );
}
