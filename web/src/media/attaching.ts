// The files that are being looked at before they are sent. Preparing begins when they are chosen.
import { limits } from '@parley/protocol';
import { create } from 'zustand';
import { type Prepared, prepare } from './prepare.ts';

export interface Attached {
  readonly key: number;
  readonly original: File;
  /** Absent: it is being prepared. */
  readonly prepared?: Prepared;
  /** Shown in the dialog; a picture's or a frame's. */
  readonly preview?: string;
  /** It cannot be sent. */
  readonly problem?: 'too_large' | 'unreadable';
}

interface Attaching {
  /** Undefined: nothing is being attached. */
  readonly files: readonly Attached[] | undefined;
  /** Files go as they are. */
  readonly untouched: boolean;
  /** More were chosen than one message takes. */
  readonly tooMany: boolean;
}

export const MOST_FILES = 10;
const nothing: Attaching = { files: undefined, untouched: false, tooMany: false };

export const useAttaching = create<Attaching>(() => nothing);
let lastKey = 0;

/** Opens the dialog, or adds to what is in it. */
export function attach(chosen: readonly File[], untouched?: boolean): void {
  if (chosen.length === 0) return;
  const before = useAttaching.getState();
  const files = before.files ?? [];
  const taken = chosen.slice(0, MOST_FILES - files.length).map(original => ({ key: ++lastKey, original }));
  useAttaching.setState({
    files: [...files, ...taken],
    untouched: untouched ?? before.untouched,
    tooMany: taken.length < chosen.length,
  });
  for (const file of taken) void prepareOne(file);
}

/** Everything anew: as it is, or made for looking at. */
export function setUntouched(untouched: boolean): void {
  const { files = [] } = useAttaching.getState();
  for (const { preview } of files) release(preview);
  const again = files.map(({ original }) => ({ key: ++lastKey, original }));
  useAttaching.setState({ untouched, files: again });
  for (const file of again) void prepareOne(file);
}

export function removeAttached(key: number): void {
  const { files = [] } = useAttaching.getState();
  release(files.find(file => file.key === key)?.preview);
  const rest = files.filter(file => file.key !== key);
  useAttaching.setState(rest.length > 0 ? { files: rest, tooMany: false } : nothing);
}

export function endAttaching(): void {
  for (const { preview } of useAttaching.getState().files ?? []) release(preview);
  useAttaching.setState(nothing);
}

async function prepareOne({ key, original }: Attached): Promise<void> {
  try {
    if (original.size > limits.maxAssetBytes) return void put(key, { problem: 'too_large' });
    // A folder, or a file that is gone, can be dropped but not read.
    await original.slice(0, 1).arrayBuffer();
    const prepared = await prepare(original, useAttaching.getState().untouched);
    const preview = previewOf(prepared);
    if (!put(key, { prepared, ...(preview ? { preview } : {}) })) release(preview);
  } catch {
    put(key, { problem: 'unreadable' });
  }
}

/** False: it has been taken away meanwhile. */
function put(key: number, change: Partial<Attached>): boolean {
  const { files } = useAttaching.getState();
  if (!files?.some(file => file.key === key)) return false;
  useAttaching.setState({ files: files.map(file => (file.key === key ? { ...file, ...change } : file)) });
  return true;
}

function previewOf({ kind, file }: Prepared): string | undefined {
  if (kind === 'picture') return URL.createObjectURL(file.source);
  const { thumbnail } = file;
  return thumbnail && URL.createObjectURL(new Blob([thumbnail as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }));
}

function release(preview: string | undefined): void {
  if (preview) URL.revokeObjectURL(preview);
}
