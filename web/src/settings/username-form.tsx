// The name that people can be found by: the server's to keep, so it is asked each time.
import { parseUsername } from '@parley/protocol';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { showToast } from '../state/toasts.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';

export function UsernameForm(): ReactNode {
  const [kept, setKept] = useState<string>();
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(true);
  useEffect(() => {
    let over = false;
    const show = (username = ''): void => {
      if (over) return;
      setKept(username);
      setText(username);
      setBusy(false);
    };
    // Without an answer there is nothing to change yet.
    engine.username().then(show, failure => over || setError(errorText(failure)));
    return () => {
      over = true;
    };
  }, []);
  const wanted = text.trim() === '' ? '' : parseUsername(text);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (wanted === undefined) return setError(m.error_bad_username());
    setBusy(true);
    try {
      const username = (await engine.setUsername(wanted || null)) ?? '';
      setKept(username);
      setText(username);
      showToast(m.settings_saved());
    } catch (failure) {
      setError(errorText(failure));
    }
    setBusy(false);
  };
  return (
    <form onSubmit={event => void submit(event)} noValidate className="flex flex-col gap-3 py-3">
      <TextField
        label={m.username()}
        hint={m.username_hint()}
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
      <Button
        kind="primary"
        type="submit"
        busy={busy}
        disabled={kept === undefined || wanted === kept}
        className="self-end"
      >
        {m.username_save()}
      </Button>
    </form>
  );
}
