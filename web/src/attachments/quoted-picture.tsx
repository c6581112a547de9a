import type { Message } from '@parley/client';
import { type ReactNode, useMemo } from 'react';
import { isVisual } from './kinds.ts';
import { thumbnailUrl } from './thumbnail.ts';

/** The small picture of the first that a message shows, beside its line in a quote (U17). */
export function QuotedPicture({ message }: { readonly message: Message | undefined }): ReactNode {
  const first = message?.attachments?.find(isVisual);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a message that is told anew has the same pictures
  const url = useMemo(() => thumbnailUrl(first?.thumbnail), [message?.id, first === undefined]);
  return url && <img src={url} alt="" draggable={false} className="size-10 shrink-0 rounded-sm object-cover" />;
}
