import { printJson } from '../options.ts';
import { withClient } from '../session.ts';
import { safeLine } from '../terminal.ts';

interface Options {
  profile: string;
  json?: boolean;
}

export async function showPush({ profile, json }: Options): Promise<void> {
  await withClient(profile, async ({ client }) => {
    const { kinds, subscription } = await client.pushInfo();
    if (json) return printJson({ kinds, ...(subscription ? { subscription } : {}) });
    tell(subscription ? `${subscription.kind} at ${safeLine(subscription.place)}` : 'no pushes');
  });
}

export async function setPush(endpoint: string, { profile, json }: Options): Promise<void> {
  await withClient(profile, async ({ client }) => {
    await client.setPush({ kind: 'unifiedpush', endpoint });
    if (json) printJson({ kind: 'unifiedpush', endpoint });
  });
}

export async function clearPush({ profile }: Options): Promise<void> {
  await withClient(profile, ({ client }) => client.clearPush());
}

/** Ends with 1 when nothing was sent. */
export async function testPush({ profile, json }: Options): Promise<void> {
  await withClient(profile, async ({ client }) => {
    const { outcome, why, tookMs } = await client.testPush();
    if (outcome !== 'sent') process.exitCode = 1;
    if (json) return printJson({ outcome, tookMs, ...(why ? { why } : {}) });
    tell(outcome === 'sent' ? `sent in ${tookMs} ms` : `${outcome}: ${safeLine(why ?? '')}`);
  });
}

const tell = (line: string): void => void process.stdout.write(`${line}\n`);
