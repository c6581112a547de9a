import type { Client, Notice } from '@parley/client';
import { tellNotices } from './session.ts';

type Refusal = Extract<Notice, { kind: 'act_refused' }>;

/** Tells notices, but for the refusal of what the command is about: the returned function throws that one. */
export function heedRefusal(client: Client, concerns: (refusal: Refusal) => boolean): () => Promise<void> {
  let refusal: Refusal | undefined;
  const isOwn = (notice: Notice) => notice.kind === 'act_refused' && concerns(notice);
  tellNotices(client, notice => !isOwn(notice));
  client.on('notice', notice => {
    if (notice.kind === 'act_refused' && concerns(notice)) refusal = notice;
  });
  return async () => {
    const { ParleyError } = await import('@parley/client');
    if (refusal) throw new ParleyError(refusal.error.code, refusal.error);
  };
}
