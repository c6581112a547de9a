// A file that is saved, never shown: what it is called, of what kind and size it is (U23).
import type { ReactNode } from 'react';
import { errorText } from '../i18n/error-text.ts';
import { localeTag } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { isolated } from '../text/bidi.ts';
import { readableBytes } from '../text/readable-bytes.ts';
import { FileDisc } from './file-disc.tsx';
import { files, saveFile, useFile } from './files.ts';
import type { FileRef } from './open-files.ts';
import { shareOf } from './picture.tsx';

export function DocumentCard({ file: ref }: { readonly file: FileRef }): ReactNode {
  const state = useFile(ref);
  const { name, size, unreadable = false } = ref.file;
  const opening = state?.state === 'opening';
  const act = (): void => {
    if (opening) files.stop(ref);
    else void saveFile(ref);
  };
  const doing = opening ? m.files_cancel() : m.files_save();
  return (
    <div>
      <button
        type="button"
        disabled={unreadable}
        title={doing}
        onClick={act}
        className="flex w-72 max-w-full items-center gap-3 rounded-md bg-ink/6 p-2 text-start hover:bg-ink/9 disabled:hover:bg-ink/6"
      >
        <FileDisc
          icon={opening ? 'close' : unreadable ? 'warning' : state?.state === 'failed' ? 'retry' : 'document'}
          share={opening ? shareOf(ref, state) : undefined}
          className="bg-accent-fill text-on-accent"
        />
        <span className="min-w-0 grow">
          <span className="sr-only">{doing} </span>
          <span className="line-clamp-2 font-medium [overflow-wrap:anywhere]">
            <bdi>{name}</bdi>
          </span>
          <span className="block text-other-soft text-sm">
            {opening
              ? m.files_loading({ percent: Math.floor(100 * shareOf(ref, state)) })
              : [endingOf(name), isolated(readableBytes(size, localeTag()))].filter(Boolean).join(' · ')}
          </span>
        </span>
      </button>
      {unreadable && <p className="mt-1 max-w-72 text-pretty text-sm">{errorText({ code: 'bad_attachment' })}</p>}
      {state?.state === 'failed' && (
        <p role="alert" className="mt-1 max-w-72 text-pretty text-danger text-sm">
          {errorText(state.error)}
        </p>
      )}
    </div>
  );
}

/** "PDF"; empty where the name has no ending that says something. */
function endingOf(name: string): string {
  return /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toUpperCase() ?? '';
}
