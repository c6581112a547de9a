// One line above the list while what was said before comes to this newly linked device.
import type { HistoryProgress } from '@parley/client';
import { type ReactNode, useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { Spinner } from '../ui/spinner.tsx';

export function HistoryBanner(): ReactNode {
  const [progress, setProgress] = useState<HistoryProgress>();
  useEffect(() => {
    const stop = engine.on('history', setProgress);
    engine.history().then(setProgress, () => undefined);
    return stop;
  }, []);
  const { done = 0, total = 0, incomplete } = progress ?? {};
  const text = incomplete
    ? m.history_incomplete()
    : done < total
      ? m.history_coming({ done: String(done), total: String(total) })
      : undefined;
  return (
    <div role="status">
      {text && (
        <div className="mb-2 flex min-h-10 items-center gap-2.5 bg-sunken px-4 text-ink-soft text-sm">
          {incomplete ? <Icon name="info" size={18} /> : <Spinner size={16} />}
          <span className="min-w-0 grow py-2">{text}</span>
        </div>
      )}
    </div>
  );
}
