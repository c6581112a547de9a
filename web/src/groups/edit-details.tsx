import type { Group, GroupChange } from '@parley/client';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { PictureField } from '../profile/picture-field.tsx';
import { orToast } from '../state/failures.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { descriptionError, groupNameError } from './details-error.ts';
import { changed } from './group-action.ts';

interface EditDetailsProps {
  readonly group: Group;
  readonly onClose: () => void;
}

export function EditDetails({ group, onClose }: EditDetailsProps): ReactNode {
  const form = useDetails(group, onClose);
  return (
    <Dialog
      title={m.groups_edit()}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {m.ui_cancel()}
          </Button>
          <Button kind="primary" busy={form.busy} disabled={form.wrong} onClick={() => void form.save()}>
            {m.groups_save()}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 pt-2">
        <PictureField id={group.id} name={form.name} picture={form.icon} onChange={form.setIcon} />
        <TextField
          label={m.groups_name()}
          dir="auto"
          autoComplete="off"
          data-dialog-first=""
          value={form.name}
          onChange={event => form.setName(event.target.value)}
          error={groupNameError(form.name)}
          hint={m.groups_name_hint()}
        />
        <Description text={form.description} onChange={form.setDescription} />
      </div>
    </Dialog>
  );
}

interface DescriptionProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
}

function Description({ text, onChange }: DescriptionProps): ReactNode {
  const id = useId();
  const error = descriptionError(text);
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium text-ink-soft text-sm">
        {m.groups_description()}
      </label>
      <textarea
        id={id}
        dir="auto"
        rows={3}
        value={text}
        onChange={event => onChange(event.target.value)}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-error`}
        className="field-sizing-content max-h-40 w-full resize-none rounded-md border border-line-strong bg-surface px-3 py-2 text-base"
      />
      <p id={`${id}-error`} aria-live="polite" className="text-danger text-sm empty:hidden">
        {error}
      </p>
    </div>
  );
}

function useDetails(group: Group, onDone: () => void) {
  const [name, setName] = useState(group.name);
  const [description, setDescription] = useState(group.description);
  const [icon, setIcon] = useIcon(group);
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    const change: GroupChange = {
      ...(name.trim() === group.name ? {} : { name: name.trim() }),
      ...(description.trim() === group.description ? {} : { description: description.trim() }),
      ...(icon.chosen ? { icon: icon.bytes ?? null } : {}),
    };
    if (Object.keys(change).length === 0) return onDone();
    setBusy(true);
    if (await changed(engine.changeGroup(group.id, change))) onDone();
    else setBusy(false);
  };
  const wrong = (groupNameError(name) ?? descriptionError(description)) !== undefined;
  return { name, setName, description, setDescription, icon: icon.bytes, setIcon, busy, wrong, save };
}

interface Icon {
  readonly bytes?: Uint8Array | undefined;
  /** By the person, just now. */
  readonly chosen: boolean;
}

function useIcon({ id, icon: hash }: Group): readonly [Icon, (bytes: Uint8Array | undefined) => void] {
  const [icon, setIcon] = useState<Icon>({ chosen: false });
  useEffect(() => {
    if (hash === undefined) return;
    let over = false;
    void orToast(engine.avatarOf(id)).then(bytes => {
      if (!over) setIcon(now => (now.chosen ? now : { bytes, chosen: false }));
    });
    return () => {
      over = true;
    };
  }, [id, hash]);
  return [icon, bytes => setIcon({ bytes, chosen: true })];
}
