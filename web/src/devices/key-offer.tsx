// Another own device offers the account key: taken here by the person, this one links and unlinks from then on.
import type { OwnDevice } from '@parley/client';
import type { ReactNode } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { Card } from '../settings/card.tsx';
import { orToast } from '../state/failures.ts';
import { showToast } from '../state/toasts.ts';
import { Button } from '../ui/button.tsx';

export function KeyOffer({ from, onTaken }: { readonly from: OwnDevice; readonly onTaken: () => void }): ReactNode {
  const take = async (): Promise<void> => {
    await engine.takeAccountKey();
    showToast(m.devices_key_taken());
    onTaken();
  };
  return (
    <Card>
      <p className="py-2 text-pretty">{m.devices_key_here({ name: from.name })}</p>
      <Button kind="primary" className="self-start" onClick={() => void orToast(take())}>
        {m.devices_key_take()}
      </Button>
    </Card>
  );
}
