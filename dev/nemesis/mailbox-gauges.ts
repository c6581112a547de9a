// What a node of the mailbox tells of itself.
import type { MailboxPart } from '../parts/mailbox.ts';

export async function gaugeOf({ addresses, httpPorts }: MailboxPart, node: number, name: string): Promise<number> {
  const answer = await fetch(`http://${addresses[node]!.host}:${httpPorts[node]}/metrics`);
  return Number(new RegExp(`^mailbox_${name} (\\d+)$`, 'm').exec(await answer.text())![1]);
}
