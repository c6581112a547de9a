// When a draft is saved, and when one that another tab has saved is shown. Without the DOM: use-draft.ts connects it.
import type { ChatDraft, MessageId } from '@parley/client';

interface Written {
  readonly text: string;
  readonly replyTo: MessageId | undefined;
}

interface Deps {
  /** What stands in the composer now. */
  readonly read: () => Written;
  readonly save: (draft: ChatDraft | null) => Promise<unknown>;
  readonly show: (draft: Written) => void;
  readonly now?: () => number;
}

/** A pause in writing. */
const PAUSE_MS = 400;
/** What comes back of the own saves comes within this time. */
const ECHO_MS = 1_000;

const same = (a: Written, b: Written): boolean => a.text === b.text && a.replyTo === b.replyTo;

export function draftKeeper({ read, save, show, now = Date.now }: Deps) {
  let saved: Written = { text: '', replyTo: undefined };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving = 0;
  let quietSince = Number.NEGATIVE_INFINITY;
  let held = 0;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (held > 0) return;
    const written = read();
    if (same(written, saved)) return;
    saved = written;
    saving++;
    const { text, replyTo } = written;
    const draft = text || replyTo ? { text, ...(replyTo ? { replyTo } : {}) } : null;
    // Nothing a person waits for; the next key tries again.
    save(draft)
      .catch(() => undefined)
      .finally(() => {
        saving--;
        quietSince = now();
      });
  }

  /** Saves after a pause. An emptied one at once: it must not come back. */
  function changed(): void {
    clearTimeout(timer);
    const { text, replyTo } = read();
    if (!text && !replyTo) return flush();
    timer = setTimeout(flush, PAUSE_MS);
  }

  return {
    changed,
    flush,
    /** What was written is being sent: the saved draft stays until the message is safe elsewhere. */
    hold(): void {
      held++;
    },
    release(): void {
      held--;
      changed();
    },
    /** The engine says what the draft is: shown unless the person is writing here, or it is an echo of this tab's own. */
    told(draft: ChatDraft | undefined): void {
      const other: Written = { text: draft?.text ?? '', replyTo: draft?.replyTo };
      if (held > 0 || saving > 0 || timer !== undefined || now() - quietSince < ECHO_MS) return;
      if (same(other, saved) || !same(read(), saved)) return;
      saved = other;
      show(other);
    },
  };
}
