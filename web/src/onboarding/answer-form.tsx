import { type ComponentProps, type FormEvent, type ReactNode, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';

interface AnswerFormProps {
  readonly field: Pick<
    ComponentProps<typeof TextField>,
    'label' | 'type' | 'hint' | 'autoCapitalize' | 'spellCheck' | 'className'
  >;
  readonly action: string;
  readonly busy: boolean;
  /** Of the answer before. */
  readonly error: unknown;
  readonly submit: (answer: string) => Promise<void>;
  /** Between the answer and the way back. */
  readonly children: ReactNode;
}

/** One line that the person is asked for after the code, with the way back to the number. */
export function AnswerForm({ field, action, busy, error, submit, children }: AnswerFormProps): ReactNode {
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const wrong = failure ?? error;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setFailure(undefined);
    submit(text).catch(setFailure);
  };
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-5">
      <TextField
        {...field}
        autoComplete="off"
        dir="ltr"
        autoFocus
        value={text}
        onChange={event => setText(event.target.value)}
        readOnly={busy}
        error={wrong ? errorText(wrong) : undefined}
      />
      <Button kind="primary" type="submit" busy={busy} disabled={text.trim() === ''}>
        {action}
      </Button>
      {children}
      <Button kind="quiet" icon="edit" onClick={() => void engine.cancelRegistration()}>
        {m.onboarding_change_number()}
      </Button>
    </form>
  );
}
