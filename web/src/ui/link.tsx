import type { ComponentProps, ReactNode } from 'react';
import { navigate } from '../router.ts';

/** A link inside the app: an ordinary one for new tabs and copying, without loading the page for a plain click. */
export function Link({ href, onClick, ...rest }: ComponentProps<'a'> & { readonly href: string }): ReactNode {
  return (
    <a
      {...rest}
      href={href}
      onClick={event => {
        onClick?.(event);
        const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
        if (event.defaultPrevented || !plain) return;
        event.preventDefault();
        navigate(href);
      }}
    />
  );
}
