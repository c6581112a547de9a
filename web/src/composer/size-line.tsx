import type { ReactNode } from 'react';
import { localeTag } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import type { TextSize } from './text-size.ts';

/** How near a text is to the limit, and by how much it must be shortened (F17). */
export function SizeLine({ size: { bytes, maxBytes, over } }: { readonly size: TextSize }): ReactNode {
  const number = new Intl.NumberFormat(localeTag());
  const text = over
    ? m.composer_too_long({ limit: number.format(maxBytes), over: number.format(bytes - maxBytes) })
    : m.composer_near_limit({ left: number.format(maxBytes - bytes) });
  return (
    <p
      id="composer-size"
      role={over ? 'alert' : undefined}
      className={`px-3 pb-1.5 text-sm ${over ? 'text-danger' : 'text-ink-soft'}`}
    >
      {text}
    </p>
  );
}
