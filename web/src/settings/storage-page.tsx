// Keys and messages are kept by this browser alone: how much, and whether it may remove them (F29).
import { type ReactNode, useEffect, useState } from 'react';
import { localeTag } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { readableBytes } from '../text/readable-bytes.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { Card, Fact } from './card.tsx';

interface Storage {
  readonly usedBytes?: number | undefined;
  readonly quotaBytes?: number | undefined;
  /** The browser has promised not to remove it by itself. */
  readonly persisted: boolean;
}

export function StoragePage(): ReactNode {
  const [storage, setStorage] = useState<Storage>();
  const [refused, setRefused] = useState(false);
  const look = async (): Promise<void> => {
    const { usage, quota } = await navigator.storage.estimate();
    setStorage({ usedBytes: usage, quotaBytes: quota, persisted: await navigator.storage.persisted() });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at once
  useEffect(() => void look().catch(() => undefined), []);
  const ask = async (): Promise<void> => {
    const granted = await navigator.storage.persist().catch(() => false);
    setRefused(!granted);
    await look();
  };
  return (
    <>
      <Card>
        {storage && <Usage storage={storage} />}
        <p className="py-2 text-pretty text-ink-soft text-sm">{m.settings_storage_text()}</p>
      </Card>
      {storage && (
        <Card title={m.settings_keeping()}>
          <p className="py-1 text-pretty">{storage.persisted ? m.settings_kept() : m.settings_not_kept()}</p>
          {!storage.persisted && (
            <div className="flex flex-col items-start gap-3 py-2">
              <Button icon="lock" onClick={() => void ask()}>
                {m.settings_keep()}
              </Button>
              {refused && (
                <div role="alert">
                  <Note icon="info">{m.settings_keep_refused()}</Note>
                </div>
              )}
            </div>
          )}
        </Card>
      )}
    </>
  );
}

function Usage({ storage }: { readonly storage: Storage }): ReactNode {
  const { usedBytes = 0, quotaBytes = 0 } = storage;
  const used = readableBytes(usedBytes, localeTag());
  return (
    <>
      <Fact label={m.settings_storage_used()}>
        {quotaBytes > 0 ? m.settings_storage_of({ used, all: readableBytes(quotaBytes, localeTag()) }) : used}
      </Fact>
      {/* The same in a picture. */}
      <div aria-hidden="true" className="h-2 overflow-hidden rounded-full bg-sunken">
        <div
          className="h-full min-w-1 rounded-full bg-accent-fill"
          style={{ width: `${(100 * usedBytes) / (quotaBytes || 1)}%` }}
        />
      </div>
    </>
  );
}
