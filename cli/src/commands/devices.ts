import { openProfile } from '@parley/client/node';
import { UsageError } from '../exit.ts';
import { milliseconds, printJson, wholeNumber } from '../options.ts';
import { withClient } from '../session.ts';
import { safeLine, timeText } from '../terminal.ts';

interface Options {
  readonly profile: string;
  readonly json?: boolean;
}

export async function linkCommand(
  code: string | undefined,
  options: Options & { readonly server?: string; readonly name: string },
): Promise<void> {
  if (code === undefined) return beLinked(options);
  await withClient(options.profile, async ({ client }) => {
    const { device, name } = await client.linkDevice(code);
    if (options.json) return printJson({ device, name });
    process.stdout.write(`Linked device ${device}, ${safeLine(name)}: it reads and writes as you from now on.\n`);
  });
}

/** Becomes another device of an account. */
async function beLinked({ profile, json, server, name }: Options & { server?: string; name: string }): Promise<void> {
  if (server === undefined) throw new UsageError('to be linked, say --server: that of the account');
  const { link } = await import('@parley/client');
  const show = ({ text, expiresAt }: { text: string; expiresAt: number }): void => {
    if (json) return printJson({ code: text, expiresAt });
    process.stdout.write(`On a device of the account: parley link ${text}\nThis code is good for ten minutes.\n`);
  };
  const client = await link({ server, store: await openProfile(profile), deviceName: name, show });
  const { account, device, phone } = client;
  await client.close();
  if (json) return printJson({ account, device, phone, name: client.name });
  process.stdout.write(`Linked to ${safeLine(client.name)}, ${phone}. This device lives in ${profile}: keep it.\n`);
}

export async function devicesCommand({ profile, json }: Options): Promise<void> {
  await withClient(profile, async ({ client }) => {
    for (const device of await client.devices()) {
      if (json) printJson(device);
      else process.stdout.write(`${line(device)}\n`);
    }
  });
}

type Device = Awaited<ReturnType<import('@parley/client').Client['devices']>>[number];

function line({ device, name, isThis, linkedAt, lastActiveAt }: Device): string {
  const times = [
    ...(linkedAt ? [`linked ${timeText(linkedAt)}`] : []),
    ...(lastActiveAt ? [`last there about ${timeText(lastActiveAt)}`] : []),
  ];
  return `${String(device).padStart(3)}  ${safeLine(name)}${isThis ? ' (this one)' : ''}  ${times.join(', ')}`.trimEnd();
}

export async function renameDeviceCommand(device: string, name: string, { profile, json }: Options): Promise<void> {
  const number = wholeNumber('DEVICE', device);
  await withClient(profile, ({ client }) => client.renameDevice(number, name));
  if (json) printJson({ device: number, name });
}

export async function unlinkCommand(device: string, { profile, json }: Options): Promise<void> {
  const number = wholeNumber('DEVICE', device);
  await withClient(profile, ({ client }) => client.unlink(number));
  if (json) return printJson({ unlinked: number });
  process.stdout.write(`Device ${number} is unlinked: nothing is sent to it from now on.\n`);
}

export async function mainDeviceCommand(
  device: string | undefined,
  { profile, json, timeout }: Options & { readonly timeout: string },
): Promise<void> {
  const number = device === undefined ? undefined : wholeNumber('DEVICE', device);
  await withClient(profile, async ({ client, stopped }) => {
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(milliseconds('--timeout', timeout))]);
    client.connect();
    await client.whenOnline(signal);
    await (number === undefined ? client.takeAccountKey() : client.offerAccountKey(number));
    await client.whenSent(signal);
  });
  if (json) return printJson(number === undefined ? { taken: true } : { offered: number });
  process.stdout.write(
    number === undefined
      ? 'This device links and unlinks from now on.\n'
      : `Offered to device ${number}. There: parley main-device\n`,
  );
}
