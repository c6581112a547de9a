import { type ChangeEvent, type ReactNode, useRef, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { useObjectUrl } from '../ui/object-url.ts';
import { AvatarEditor } from './avatar-editor.tsx';

interface PictureFieldProps {
  /** The account, or anything that stays, for the colour behind the initials. */
  readonly id: string;
  readonly name: string;
  readonly picture: Uint8Array | undefined;
  /** Undefined: it was taken away. */
  readonly onChange: (picture: Uint8Array | undefined) => void;
}

/** The own picture, with buttons to choose another one or none. */
export function PictureField({ id, name, picture, onChange }: PictureFieldProps): ReactNode {
  const file = useRef<HTMLInputElement>(null);
  const [editing, setEditing] = useState<ImageBitmap>();
  const [unreadable, setUnreadable] = useState(false);
  const src = useObjectUrl(picture);

  const onFile = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const chosen = event.target.files?.[0];
    event.target.value = '';
    if (!chosen) return;
    // Upright as the camera meant it (F43).
    const bitmap = await createImageBitmap(chosen, { imageOrientation: 'from-image' }).catch(() => undefined);
    setUnreadable(bitmap === undefined);
    setEditing(bitmap);
  };
  return (
    <div className="flex flex-col items-center gap-3">
      <Avatar id={id} name={name} src={src} size={112} />
      <div className="flex flex-wrap justify-center gap-2">
        <Button icon="camera" kind="quiet" onClick={() => file.current?.click()}>
          {picture ? m.profile_picture_change() : m.profile_picture_choose()}
        </Button>
        {picture && (
          <Button icon="trash" kind="quiet" onClick={() => onChange(undefined)}>
            {m.profile_picture_remove()}
          </Button>
        )}
      </div>
      <input ref={file} type="file" accept="image/*" onChange={onFile} hidden aria-label={m.profile_picture_choose()} />
      <p role="alert" className="text-center text-danger text-sm empty:hidden">
        {unreadable ? m.profile_picture_unreadable() : ''}
      </p>
      {editing && (
        <AvatarEditor
          picture={editing}
          onClose={() => setEditing(undefined)}
          onDone={avatar => {
            setEditing(undefined);
            onChange(avatar);
          }}
        />
      )}
    </div>
  );
}
