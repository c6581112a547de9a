import { type ReactNode, Suspense, useEffect } from 'react';
import { stopForwarding, useForwarding } from '../state/forwarding.ts';
import { lazyNamed } from '../ui/lazy-named.ts';

const ForwardDialog = lazyNamed(() => import('./forward-dialog.tsx'), 'ForwardDialog');

/** The dialog while something of this chat is to be forwarded. */
export function Forwarding(): ReactNode {
  const forwarding = useForwarding(state => state.forwarding);
  useEffect(() => stopForwarding, []);
  return (
    forwarding && (
      <Suspense>
        <ForwardDialog {...forwarding} />
      </Suspense>
    )
  );
}
