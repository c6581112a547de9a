// One file before it is sent: how it looks, what it is called, what is wrong with it.
import { limits } from '@parley/protocol';
import type { ReactNode } from 'react';
import { localeTag } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { readableBytes } from '../text/readable-bytes.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { type Attached, removeAttached } from './attaching.ts';

export function AttachedTile({ attached }: { readonly attached: Attached }): ReactNode {
  const { key, original, prepared, preview, problem } = attached;
  const remove = (
    <IconButton
      icon="close"
      label={m.media_remove({ name: original.name })}
      onClick={() => removeAttached(key)}
      className={preview ? 'absolute end-1 top-1 bg-raised/90 text-ink!' : ''}
    />
  );
  if (preview) {
    return (
      <li className="relative aspect-square overflow-hidden rounded-md bg-sunken">
        <img src={preview} alt={original.name} className="size-full object-contain" />
        {prepared?.kind === 'film' && <FilmSign />}
        {remove}
      </li>
    );
  }
  const unread = prepared?.unread;
  return (
    <li className="col-span-full flex min-w-0 items-center gap-3 rounded-md bg-sunken py-2 ps-4 pe-2">
      {prepared || problem ? (
        <Icon name={problem || unread ? 'warning' : 'document'} size={24} />
      ) : (
        <Spinner size={24} />
      )}
      <div className="min-w-0 grow">
        <bdi className="line-clamp-2 font-medium [overflow-wrap:anywhere]">{original.name}</bdi>
        <p className={classes('text-sm', problem ? 'text-danger' : 'text-ink-soft')}>
          {problemText(problem) ?? (prepared ? readableBytes(original.size, localeTag()) : m.media_preparing())}
        </p>
        {unread && <p className="text-pretty text-sm">{m.media_unread()}</p>}
      </div>
      {remove}
    </li>
  );
}

function FilmSign(): ReactNode {
  return (
    <span className="absolute start-2 bottom-2 rounded-full bg-raised/90 p-1.5 text-ink">
      <Icon name="film" size={18} />
    </span>
  );
}

function problemText(problem: Attached['problem']): string | undefined {
  if (problem === 'too_large') return m.media_too_large({ size: readableBytes(limits.maxAssetBytes, localeTag()) });
  return problem && m.media_unreadable();
}
