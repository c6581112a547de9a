import { type AccountId, parseUsername } from '@parley/protocol';
import { type FormEvent, type ReactNode, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';

/** Finds somebody by the name they have chosen for that. */
export function ByUsername({ onFound }: { readonly onFound: (account: AccountId) => unknown }): ReactNode {
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const name = parseUsername(text);
    if (!name) return setError(m.error_bad_username());
    setBusy(true);
    try {
      await onFound(await engine.resolve(`@${name}`));
    } catch (failure) {
      setError(errorText(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={event => void submit(event)}
      noValidate
      className="flex flex-col gap-3 border-line border-b px-4 pt-3 pb-4"
    >
      <TextField
        label={m.username_find()}
        dir="ltr"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={event => {
          setText(event.target.value);
          setError(undefined);
        }}
        error={error}
      />
      <Button type="submit" busy={busy} disabled={text.trim() === ''}>
        {m.username_go()}
      </Button>
    </form>
  );
}
