import type { RegistrationState } from '@parley/client/browser';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { readable } from '../phone/phone.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { TextField } from '../ui/text-field.tsx';
import { Frame } from './frame.tsx';
import { useSecondsUntil } from './seconds-until.ts';

interface CodeStepProps {
  readonly registration: RegistrationState;
  readonly code: NonNullable<RegistrationState['code']>;
}

/** Long enough for a text message to come. */
const RESEND_AFTER_S = 30;

export function CodeStep({ registration, code }: CodeStepProps): ReactNode {
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const { digits, attempt, developmentCode } = code;
  const error = failure ?? code.error;

  // Another attempt begins empty, as another code does.
  // biome-ignore lint/correctness/useExhaustiveDependencies: that it is another one is what counts
  useEffect(() => setText(''), [attempt, code.expiresAt]);

  const submit = async (given: string): Promise<void> => {
    setFailure(undefined);
    await engine.submitCode(given).catch(setFailure);
  };
  const onType = (typed: string): void => {
    const entered = onlyDigits(typed).slice(0, digits);
    setText(entered);
    if (entered.length === digits && entered !== text && !registration.busy) void submit(entered);
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.length === digits) void submit(text);
  };
  const phone = readable(registration.phone);
  return (
    <Frame title={m.onboarding_code_title()} text={<SentTo phone={phone} />} step={3}>
      <form onSubmit={onSubmit} noValidate className="flex flex-col gap-5">
        {developmentCode && <DevelopmentCode code={developmentCode} onUse={() => onType(developmentCode)} />}
        <TextField
          label={m.onboarding_code({ digits })}
          inputMode="numeric"
          autoComplete="one-time-code"
          dir="ltr"
          autoFocus
          value={text}
          onChange={event => onType(event.target.value)}
          readOnly={registration.busy}
          error={error ? errorText(error) : undefined}
          hint={<Expiry at={code.expiresAt} />}
          className="[&_input]:text-center [&_input]:font-mono [&_input]:text-2xl [&_input]:tracking-[0.4em]"
        />
        <Button kind="primary" type="submit" busy={registration.busy} disabled={text.length < digits}>
          {registration.busy ? m.onboarding_code_checking() : m.onboarding_code_confirm()}
        </Button>
        <Note icon="info">{m.onboarding_replaces_device()}</Note>
        <div className="flex flex-wrap justify-center gap-x-2">
          <Resend key={code.expiresAt} onFailure={setFailure} />
          <Button kind="quiet" icon="edit" onClick={() => void engine.cancelRegistration()}>
            {m.onboarding_change_number()}
          </Button>
        </div>
      </form>
    </Frame>
  );
}

/** Digits of any script, however they were grouped where they were copied from. */
function onlyDigits(text: string): string {
  return text.normalize('NFKC').replaceAll(/\D/g, '');
}

function SentTo({ phone }: { readonly phone: string }): ReactNode {
  return (
    <>
      {m.onboarding_code_sent_to()}{' '}
      <bdi dir="ltr" className="whitespace-nowrap font-medium text-ink">
        {phone}
      </bdi>
    </>
  );
}

function DevelopmentCode({ code, onUse }: { readonly code: string; readonly onUse: () => void }): ReactNode {
  return (
    <Note icon="warning" kind="warning">
      <p className="font-semibold">{m.onboarding_development_title()}</p>
      <p>{m.onboarding_development_text()}</p>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <bdi dir="ltr" className="font-mono text-xl tracking-widest">
          {code}
        </bdi>
        <Button onClick={onUse}>{m.onboarding_development_use()}</Button>
      </div>
    </Note>
  );
}

function Expiry({ at }: { readonly at: number }): ReactNode {
  const left = useSecondsUntil(at);
  return left > 0 ? m.onboarding_code_expires({ minutes: Math.ceil(left / 60) }) : m.onboarding_code_expired();
}

function Resend({ onFailure }: { readonly onFailure: (error: unknown) => void }): ReactNode {
  const [allowedAt] = useState(() => Date.now() + RESEND_AFTER_S * 1000);
  const left = useSecondsUntil(allowedAt);
  const resend = (): void => {
    onFailure(undefined);
    engine.resendCode().catch(onFailure);
  };
  return (
    <Button kind="quiet" icon="retry" disabled={left > 0} onClick={resend}>
      {left > 0 ? m.onboarding_resend_in({ seconds: left }) : m.onboarding_resend()}
    </Button>
  );
}
