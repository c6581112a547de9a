// Makes a group in two steps: who is in it, then what it is called.
import { type AccountId, groupIdFrom } from '@parley/protocol';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { PictureField } from '../profile/picture-field.tsx';
import { navigate, paths } from '../router.ts';
import { keepGroup } from '../state/groups.ts';
import { Button } from '../ui/button.tsx';
import { ColumnHeader } from '../ui/column-header.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Note } from '../ui/note.tsx';
import { TextField } from '../ui/text-field.tsx';
import { groupNameError } from './details-error.ts';
import { PeoplePicker } from './people-picker.tsx';
import { nobodyPicked, type Picked } from './picked.ts';
import { RefusedNote, useRefused } from './refused.tsx';

/** Fills the list's column. */
export function NewGroup(): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const [picked, setPicked] = useState(nobodyPicked);
  const [named, setNamed] = useState(false);
  if (named) return <Naming picked={picked} onChange={setPicked} onBack={() => setNamed(false)} />;
  return (
    <>
      <ColumnHeader title={m.groups_new()} up={paths.new} />
      <h2 className="px-4 pb-1 font-medium">{m.groups_pick()}</h2>
      <div ref={scroller} className="flex min-h-0 grow flex-col overflow-y-auto overscroll-contain pb-2">
        <PeoplePicker picked={picked} onChange={setPicked} scroller={scroller} />
      </div>
      <div className="shrink-0 border-line border-t px-4 pt-3 pad-safe-bottom">
        <Button kind="primary" className="w-full" onClick={() => setNamed(true)}>
          {m.groups_next()}
        </Button>
      </div>
    </>
  );
}

interface NamingProps {
  readonly picked: Picked;
  readonly onChange: (picked: Picked) => void;
  readonly onBack: () => void;
}

function Naming({ picked, onChange, onBack }: NamingProps): ReactNode {
  const [name, setName] = useState('');
  const [icon, setIcon] = useState<Uint8Array>();
  const [asked, setAsked] = useState(false);
  const { refused, takeOut } = useRefused(picked, onChange);
  const { busy, error, create } = useCreate(takeOut);
  const wrong = groupNameError(name);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (wrong) return;
    const members = [...picked.keys()] as AccountId[];
    void create({ name: name.trim(), members, ...(icon ? { icon } : {}) });
  };
  return (
    <>
      <header className="flex h-15 shrink-0 items-center gap-1 px-2">
        <IconButton icon="back" label={m.ui_back()} onClick={onBack} />
        <h1 className="min-w-0 grow truncate px-1 font-semibold text-lg">{m.groups_new()}</h1>
      </header>
      <form onSubmit={submit} noValidate className="flex min-h-0 grow flex-col gap-5 overflow-y-auto px-4 pt-4 pb-4">
        <PictureField id="group" name={name} picture={icon} onChange={setIcon} />
        <TextField
          label={m.groups_name()}
          dir="auto"
          autoComplete="off"
          autoFocus
          value={name}
          onChange={event => setName(event.target.value)}
          error={asked ? wrong : undefined}
          hint={m.groups_name_hint()}
        />
        <p className="text-ink-soft text-sm">{m.groups_members({ count: picked.size + 1 })}</p>
        <RefusedNote refused={refused} />
        {error !== undefined && (
          <div role="alert">
            <Note icon="warning" kind="warning">
              {errorText(error)}
            </Note>
          </div>
        )}
        <Button kind="primary" type="submit" busy={busy}>
          {m.groups_create()}
        </Button>
      </form>
    </>
  );
}

/** `isSettled`: the failure is dealt with, and not to be told. */
function useCreate(isSettled: (failure: unknown) => boolean) {
  // The same again is the same group, whatever became of the first try.
  const [id] = useState(() => groupIdFrom(crypto.getRandomValues(new Uint8Array(16))));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const create = async (group: Omit<Parameters<typeof engine.createGroup>[0], 'id'>): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      keepGroup(await engine.createGroup({ ...group, id }));
      navigate(paths.chat(id), { replace: true });
    } catch (failure) {
      if (!isSettled(failure)) setError(failure);
      setBusy(false);
    }
  };
  return { busy, error, create };
}
