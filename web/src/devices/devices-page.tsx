// The devices that read and write as this person: seen, linked, named, unlinked.
import type { OwnDevice } from '@parley/client';
import { type ReactNode, useState } from 'react';
import { listTime } from '../i18n/dates.ts';
import { m } from '../i18n/messages.ts';
import { Card } from '../settings/card.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import type { MenuItem } from '../ui/menu.tsx';
import { MenuButton } from '../ui/menu-button.tsx';
import { Note } from '../ui/note.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { KeyDialog } from './key-dialog.tsx';
import { KeyOffer } from './key-offer.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { UnlinkDialog } from './unlink-dialog.tsx';
import { useDevices } from './use-devices.ts';

type Open = { readonly what: 'rename' | 'unlink' | 'key'; readonly device: OwnDevice } | { readonly what: 'link' };

export function DevicesPage(): ReactNode {
  const { devices, mayChange, offered, look } = useDevices();
  const [open, setOpen] = useState<Open>();
  const close = (): void => {
    setOpen(undefined);
    void look().catch(() => undefined);
  };
  return (
    <>
      {offered && <KeyOffer from={offered} onTaken={close} />}
      <Card>
        <p className="py-1 text-pretty text-ink-soft text-sm">{m.devices_text()}</p>
        {devices ? (
          <ul className="divide-y divide-line">
            {devices.map(device => (
              <DeviceRow key={device.device} device={device} onOpen={mayChange ? setOpen : undefined} />
            ))}
          </ul>
        ) : (
          <p role="status" className="flex items-center gap-3 py-4 text-ink-soft">
            <Spinner size={20} />
            {m.devices_loading()}
          </p>
        )}
      </Card>
      {mayChange && (
        <Button kind="primary" icon="qr" className="self-start" onClick={() => setOpen({ what: 'link' })}>
          {m.devices_link()}
        </Button>
      )}
      {devices && !mayChange && <Note icon="info">{m.devices_elsewhere()}</Note>}
      {open?.what === 'link' && <LinkDialog onClose={close} />}
      {open?.what === 'rename' && <RenameDialog device={open.device} onClose={close} />}
      {open?.what === 'key' && <KeyDialog device={open.device} onClose={close} />}
      {open?.what === 'unlink' && <UnlinkDialog device={open.device} onClose={close} />}
    </>
  );
}

interface DeviceRowProps {
  readonly device: OwnDevice;
  /** Absent: nothing of it can be changed here. */
  readonly onOpen: ((open: Open) => void) | undefined;
}

function DeviceRow({ device, onOpen }: DeviceRowProps): ReactNode {
  const { name, isThis } = device;
  const items: readonly MenuItem[] = [
    { icon: 'edit', label: m.devices_rename(), onSelect: () => onOpen?.({ what: 'rename', device }) },
    { icon: 'lock', label: m.devices_key_move(), onSelect: () => onOpen?.({ what: 'key', device }) },
    {
      ...{ icon: 'trash', label: m.devices_unlink(), danger: true },
      onSelect: () => onOpen?.({ what: 'unlink', device }),
    },
  ];
  return (
    <li className="flex min-h-16 items-center gap-4 py-2">
      <Icon name="device" className="shrink-0 text-ink-soft" />
      <span className="flex min-w-0 grow flex-col">
        <bdi className="truncate font-medium">{name}</bdi>
        <span className="text-ink-soft text-sm">{isThis ? m.devices_this() : lastSeen(device)}</span>
      </span>
      {onOpen && <MenuButton label={m.devices_menu({ name })} items={isThis ? items.slice(0, 1) : items} />}
    </li>
  );
}

function lastSeen({ lastActiveAt, linkedAt }: OwnDevice): string {
  const now = Date.now();
  if (lastActiveAt !== undefined) return m.devices_active({ time: listTime(lastActiveAt, now) });
  return linkedAt === undefined ? '' : m.devices_linked({ time: listTime(linkedAt, now) });
}
