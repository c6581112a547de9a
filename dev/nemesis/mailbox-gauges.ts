// What a node of the mailbox tells of itself.
import type { MailboxPart } from '../parts/mailbox.ts';

/** NaN: it does not answer, as one that starts again. */
export async function gaugeOf({ addresses, httpPorts }: MailboxPart, node: number, name: string): Promise<number> {
  const answer = await fetch(`http://${addresses[node]!.host}:${httpPorts[node]}/metrics`).catch(() => undefined);
  const text = (await answer?.text().catch(() => undefined)) ?? '';
  return Number(new RegExp(`^mailbox_${name} (\\d+)$`, 'm').exec(text)?.[1]);
}
