// Where files are chosen: pictures and films, anything as it is, and on a phone what its camera takes.
import { type ChangeEvent, type ReactNode, useRef } from 'react';
import { m } from '../i18n/messages.ts';
import { MenuButton } from '../ui/menu-button.tsx';
import { attach } from './attaching.ts';

const hasTouch = matchMedia('(pointer: coarse)');

export function AttachButton(): ReactNode {
  const visuals = useRef<HTMLInputElement>(null);
  const documents = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const items = [
    { label: m.media_visuals(), icon: 'picture', onSelect: () => visuals.current?.click() },
    ...(hasTouch.matches
      ? [{ label: m.media_camera(), icon: 'camera', onSelect: () => camera.current?.click() } as const]
      : []),
    { label: m.media_document(), icon: 'document', onSelect: () => documents.current?.click() },
  ] as const;
  return (
    <span data-attach className="contents">
      <MenuButton icon="attach" label={m.media_attach()} items={items} className="size-11" />
      <input {...chooser(m.media_visuals(), false)} ref={visuals} accept="image/*,video/*" multiple />
      <input {...chooser(m.media_camera(), false)} ref={camera} accept="image/*" capture="environment" />
      <input {...chooser(m.media_document(), true)} ref={documents} multiple />
    </span>
  );
}

function chooser(label: string, untouched: boolean) {
  return {
    type: 'file',
    hidden: true,
    'aria-label': label,
    onChange(event: ChangeEvent<HTMLInputElement>) {
      attach([...(event.target.files ?? [])], untouched);
      event.target.value = ''; // the same file can be chosen again
    },
  } as const;
}
