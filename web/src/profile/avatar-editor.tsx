// Chooses the square of a picture: dragged or moved by the arrow keys, made larger by the slider.
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { type Crop, encodeAvatar, squareOf } from './avatar-image.ts';

interface AvatarEditorProps {
  readonly picture: ImageBitmap;
  readonly onDone: (avatar: Uint8Array) => void;
  readonly onClose: () => void;
}

/** Pixels of the preview. */
const PREVIEW = 288;
const MAX_ZOOM = 5;
const KEY_STEP = 0.03;

export function AvatarEditor({ picture, onDone, onClose }: AvatarEditorProps): ReactNode {
  const [crop, setCrop] = useState<Crop>({ zoom: 1, x: 0.5, y: 0.5 });
  const [busy, setBusy] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => draw(canvas.current!, picture, crop), [picture, crop]);

  const move = (x: number, y: number): void => setCrop(crop => moved(crop, x, y, picture));
  const onPointerMove = (event: PointerEvent): void => {
    if (event.buttons === 0) return;
    const { side } = squareOf(crop, picture.width, picture.height);
    const scale = side / event.currentTarget.clientWidth;
    move((-event.movementX * scale) / picture.width, (-event.movementY * scale) / picture.height);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    move(step[0] * KEY_STEP, step[1] * KEY_STEP);
  };
  const done = async (): Promise<void> => {
    setBusy(true);
    onDone(await encodeAvatar(picture, crop));
  };
  return (
    <Dialog
      title={m.profile_picture_crop()}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {m.ui_cancel()}
          </Button>
          <Button kind="primary" busy={busy} onClick={done}>
            {m.profile_picture_use()}
          </Button>
        </>
      }
    >
      <div className="flex flex-col items-center gap-4">
        <div
          role="application"
          aria-label={m.profile_picture_move()}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move it
          tabIndex={0}
          onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={onPointerMove}
          onKeyDown={onKeyDown}
          className="aspect-square w-full max-w-72 cursor-grab touch-none overflow-hidden rounded-full bg-sunken active:cursor-grabbing"
        >
          <canvas ref={canvas} width={PREVIEW * 2} height={PREVIEW * 2} className="size-full" />
        </div>
        <input
          type="range"
          min={1}
          max={MAX_ZOOM}
          step={0.01}
          value={crop.zoom}
          aria-label={m.profile_picture_zoom()}
          onChange={event => setCrop(crop => moved({ ...crop, zoom: Number(event.target.value) }, 0, 0, picture))}
          className="w-full max-w-72 accent-accent"
        />
        <p className="text-center text-ink-soft text-sm">{m.profile_picture_hint()}</p>
      </div>
    </Dialog>
  );
}

/** Kept within the picture, so that a drag back has its effect at once. */
function moved(crop: Crop, x: number, y: number, { width, height }: ImageBitmap): Crop {
  const { left, top, side } = squareOf({ ...crop, x: crop.x + x, y: crop.y + y }, width, height);
  return { ...crop, x: (left + side / 2) / width, y: (top + side / 2) / height };
}

function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, crop: Crop): void {
  const { left, top, side } = squareOf(crop, picture.width, picture.height);
  const context = canvas.getContext('2d')!;
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
}
