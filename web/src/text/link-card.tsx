// What a page that the text names is about, by the sender's word: this browser asks nobody for it (U20, U44).
import type { LinkPreview } from '@parley/client';
import { type ReactNode, useEffect, useState } from 'react';
import { GuardedLink, SuspiciousSign } from './guarded-link.tsx';
import { hostWarning } from './hosts.ts';

export function LinkCard({ preview }: { readonly preview: LinkPreview }): ReactNode {
  const { url, title, description, image } = preview;
  const address = URL.canParse(url) ? new URL(url) : undefined;
  const src = usePicture(image);
  if (!address) return null;
  const warning = hostWarning(address, url);
  return (
    <GuardedLink
      href={address.href}
      warning={warning}
      className="mb-1.5 flex w-[min(18rem,66cqi)] max-w-full items-stretch overflow-hidden rounded-md bg-ink/6 hover:bg-ink/10"
    >
      {src && <img src={src} alt="" draggable={false} className="w-20 shrink-0 object-cover" />}
      <span className="min-w-0 grow px-3 py-2 text-sm leading-snug">
        <span dir="auto" className="line-clamp-2 font-semibold [overflow-wrap:anywhere]">
          {title}
        </span>
        {description && (
          <span dir="auto" className="line-clamp-2 text-xs [overflow-wrap:anywhere]">
            {description}
          </span>
        )}
        <span dir="ltr" className="block truncate text-xs opacity-80">
          {address.hostname}
          {warning && <SuspiciousSign />}
        </span>
      </span>
    </GuardedLink>
  );
}

function usePicture(bytes: Uint8Array | undefined): string | undefined {
  const [src, setSrc] = useState<string>();
  useEffect(() => {
    if (!bytes) return;
    const made = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    setSrc(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes]);
  return src;
}
