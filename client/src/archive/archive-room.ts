// What was said before a device was linked comes to it through the other one, in parts that are files: made and fetched one
// after the other, each remembered, so that both go on after a restart. The work itself is loaded when there is some.
import type { wire } from '@parley/protocol';
import { attachmentsFrom } from '../attachments/attachment.ts';
import type { HistoryProgress } from '../client.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { asParleyError, errorInfo } from '../errors.ts';
import type { Http } from '../http/http.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { type ProfileRow, SELF } from '../store/schema.ts';
import type { ArchiveState } from './archive-rows.ts';

export interface ArchiveRoom {
  /** Goes on with what there is to do. Called when a connection is there. */
  wake(): void;
  /**
   * A newly linked device asks for what was said before. As it asks under the list that names it, whatever it was not sent
   * itself has come in here by now. Only the device with the account key answers, or whoever has it where that one is gone.
   */
  begin(draft: Draft, device: number, ofAnyone: boolean): Promise<void>;
  received(draft: Draft, from: number, part: wire.ArchivePart.$Properties): Promise<void>;
  progress(): Promise<HistoryProgress | undefined>;
}

export type ArchiveDeps = Context & {
  readonly http: Http;
  readonly outbox: Outbox;
  readonly random: () => number;
  readonly closing: AbortSignal;
};

export function createArchiveRoom(deps: ArchiveDeps): ArchiveRoom {
  const { work, notify, closing } = deps;
  let running = false;
  let again = false;
  /** Some of an archive is still to be sent; it may wait for a send to be answered. */
  let isSending = false;

  async function run(): Promise<void> {
    const row = await work.get('profile', SELF);
    if (row?.historyWanted || row?.archive) await (await import('./asking.ts')).askForArchive(deps);
    isSending = row?.archiving !== undefined;
    if (isSending) await (await import('./sending.ts')).sendArchives(deps);
    if (row?.archive?.parts.length) await (await import('./taking.ts')).takeArchive(deps);
  }

  function wake(): void {
    again = true;
    if (running) return;
    running = true;
    void (async () => {
      while (again && !closing.aborted) {
        again = false;
        await run();
      }
    })()
      .catch(error => {
        if (!closing.aborted) notify({ kind: 'problem', error: errorInfo(asParleyError(error)) });
      })
      .finally(() => {
        running = false;
      });
  }

  work.committed(writes => {
    if (isSending && writes.some(({ collection, row }) => collection === 'outbox' && !row)) wake();
  });

  return {
    wake,
    async begin(draft, device, ofAnyone) {
      const row = await draft.get('profile', SELF);
      const hasAll = row && !row.historyWanted && !row.archive;
      if (!row?.accountKey && !(ofAnyone && hasAll)) return;
      let total = 0;
      for (const { chat } of await draft.list('chats')) total += await countIn(draft, chat);
      draft.put('profile', { ...row, archiving: { ...row.archiving, [device]: { done: 0, total } } });
      draft.after(wake);
    },
    async received(draft, from, { file, done = 0, total = 0, last = false }) {
      const row = await draft.get('profile', SELF);
      const [stored] = file ? attachmentsFrom([file]) : [];
      if (!row || !stored) return;
      const before: ArchiveState = row.archive ?? { from, parts: [], done: 0, total: 0 };
      const part = { file: stored, done: done ?? 0, total: total ?? 0, last: last ?? false };
      draft.put('profile', { ...row, archive: { ...before, from, parts: [...before.parts, part], total: part.total } });
      draft.after(wake);
    },
    async progress() {
      const { archive, historyWanted } = (await work.get('profile', SELF)) ?? {};
      return archive ? progressOf(archive) : historyWanted && { done: 0, total: 0 };
    },
  };
}

export function progressOf({ done, total, incomplete }: ArchiveState): HistoryProgress {
  return { done, total: Math.max(done, total), ...(incomplete ? { incomplete } : {}) };
}

async function countIn(draft: Draft, chat: string): Promise<number> {
  return (await draft.list('messages', { index: 'byChat', from: `${chat}.`, before: `${chat}.\uffff` })).length;
}

/** As it is stored now. Undefined: the device is being wiped. */
export async function changeProfile(
  { work }: Pick<Context, 'work'>,
  change: (row: ProfileRow, draft: Draft) => ProfileRow | Promise<ProfileRow>,
): Promise<void> {
  await work.run(async draft => {
    const row = await draft.get('profile', SELF);
    if (row) draft.put('profile', await change(row, draft));
  });
}
