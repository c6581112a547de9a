// This browser becomes another device of an account: it shows a code until one of the account's devices has read it.
import type { LinkingState } from '@parley/client/browser';
import { type ReactNode, useEffect, useState } from 'react';
import { copyText } from '../contact/copy-button.tsx';
import { QrCode } from '../contact/qr-code.tsx';
import { engine } from '../engine/engine.ts';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { showToast } from '../state/toasts.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { deviceName } from './device-name.ts';
import { Frame } from './frame.tsx';
import { useSecondsUntil } from './seconds-until.ts';

interface LinkStepProps {
  readonly linking: LinkingState | undefined;
  readonly onBack: () => void;
}

export function LinkStep({ linking, onBack }: LinkStepProps): ReactNode {
  const [error, setError] = useState<unknown>();
  const begin = (): void => {
    setError(undefined);
    engine.linkThis({ deviceName: deviceName() }).catch(failure => {
      if ((failure as { code?: string }).code !== 'cancelled') setError(failure);
    });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun once, unless another tab has begun it
  useEffect(() => void (linking || begin()), []);
  const back = (): void => {
    void engine.cancelLink();
    onBack();
  };
  return (
    <Frame title={m.link_title()} text={linking?.answered ? undefined : m.link_text()}>
      {error === undefined ? <Shown linking={linking} /> : <Failed error={error} onAgain={begin} />}
      <Button kind="quiet" icon="back" onClick={back}>
        {m.link_back()}
      </Button>
    </Frame>
  );
}

function Shown({ linking }: { readonly linking: LinkingState | undefined }): ReactNode {
  const code = linking?.code;
  if (!code) {
    return (
      <p role="status" className="flex items-center justify-center gap-3 py-16 text-ink-soft">
        <Spinner size={24} />
        {linking?.answered ? m.link_answered() : m.link_preparing()}
      </p>
    );
  }
  const copy = async (): Promise<void> => {
    if (await copyText(code.text)) showToast(m.link_copied());
  };
  return (
    <div className="flex flex-col gap-3">
      <QrCode text={code.text} label={m.link_qr()} />
      <bdi
        dir="ltr"
        className="select-all break-all rounded-md bg-sunken p-3 text-center font-mono text-ink-soft text-xs"
      >
        {code.text}
      </bdi>
      <Button icon="copy" onClick={() => void copy()}>
        {m.link_copy()}
      </Button>
      <Expiry at={code.expiresAt} />
    </div>
  );
}

function Expiry({ at }: { readonly at: number }): ReactNode {
  const minutes = Math.max(1, Math.ceil(useSecondsUntil(at) / 60));
  return <p className="text-pretty text-center text-ink-soft text-sm">{m.link_expires({ minutes })}</p>;
}

function Failed({ error, onAgain }: { readonly error: unknown; readonly onAgain: () => void }): ReactNode {
  return (
    <div role="alert" className="flex flex-col gap-3">
      <Note icon="warning" kind="warning">
        {errorText(error)}
      </Note>
      <Button kind="primary" icon="retry" onClick={onAgain}>
        {m.link_again()}
      </Button>
    </div>
  );
}
