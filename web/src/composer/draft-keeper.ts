// When a draft is saved, and when one that another tab has saved is shown. Without the DOM: use-draft.ts connects it.
import type { ChatDraft, MessageId } from '@parley/client';

interface Written {
  readonly text: string;
  readonly replyTo: MessageId | undefined;
  /** A message that is there is being put otherwise; `text` waits meanwhile. */
  readonly editing: ChatDraft['editing'] | undefined;
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

const same = (a: Written, b: Written): boolean =>
  a.text === b.text &&
  a.replyTo === b.replyTo &&
  a.editing?.id === b.editing?.id &&
  a.editing?.text === b.editing?.text;

const draftOf = ({ text, replyTo, editing }: Written): ChatDraft | null =>
  text || replyTo || editing ? { text, ...(replyTo ? { replyTo } : {}), ...(editing ? { editing } : {}) } : null;

const writtenOf = (draft: ChatDraft | null | undefined): Written => ({
  text: draft?.text ?? '',
  replyTo: draft?.replyTo,
  editing: draft?.editing,
});

export function draftKeeper({ read, save, show, now = Date.now }: Deps) {
  let saved: Written = { text: '', replyTo: undefined, editing: undefined };
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
    // Nothing a person waits for; the next key tries again.
    save(draftOf(written))
      .catch(() => undefined)
      .finally(() => {
        saving--;
        quietSince = now();
      });
  }

  /** Saves after a pause. An emptied one at once: it must not come back. */
  function changed(): void {
    clearTimeout(timer);
    if (!draftOf(read())) return flush();
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
      const other = writtenOf(draft);
      if (read().editing || held > 0 || saving > 0 || timer !== undefined || now() - quietSince < ECHO_MS) return;
      if (same(other, saved) || !same(read(), saved)) return;
      saved = other;
      show(other);
    },
    /** What is lost when the page ends now: null when it was emptied, undefined when nothing is. */
    unsaved(): ChatDraft | null | undefined {
      const written = read();
      return held > 0 || (saving === 0 && same(written, saved)) ? undefined : draftOf(written);
    },
    /** What was lost so comes back in place of what the engine has kept, unless the person writes already. */
    restore(lost: ChatDraft | null, kept: ChatDraft | undefined): void {
      if (same(read(), saved)) {
        saved = writtenOf(kept);
        show(writtenOf(lost));
      }
      changed();
    },
  };
}
