// What waited although nothing was broken and everybody it concerned was online: a hint was missing, and only the slow poll or the next
// message could find it (D6, D11).
import type { Finding, HistoryEvent, Messages } from './history.ts';

/** A quarter of what the slow poll takes; a busy machine alone holds nothing up for so long. */
const LATE_MS = 15_000;

type Step = HistoryEvent & { readonly kind: 'shown' | 'parked' | 'delivered' };

interface Wait {
  readonly what: string;
  readonly at: string;
  readonly ms: number;
}

export function late(events: readonly HistoryEvent[], written: Messages): Finding[] {
  return waits(events, written).flatMap(({ what, at, ms }) => (ms > LATE_MS ? [{ kind: 'late', what, at }] : []));
}

/** For what the server has taken since all was calm: by those it is for, and for the two ticks by its author. */
export function waits(events: readonly HistoryEvent[], written: Messages): Wait[] {
  const sentAt = new Map<string, number>();
  const shownAt = new Map<string, number>();
  const onlineAt = new Map<string, number>();
  let isCalm = false;

  function waited(event: Step): Wait {
    const { kind, what, ms } = event;
    const at = kind === 'delivered' ? (written.get(what)?.by ?? '') : event.at;
    const since = [sentAt.get(what), onlineAt.get(at), kind === 'delivered' ? shownAt.get(what) : undefined];
    if (kind !== 'delivered') shownAt.set(what, ms);
    return { what, at, ms: ms - Math.max(...since.map(from => from ?? 0)) };
  }

  return events.flatMap(event => {
    if (event.kind === 'calm') isCalm = true;
    else if (event.kind === 'online') onlineAt.set(event.at, event.ms);
    else if (event.kind === 'sent' && isCalm) sentAt.set(event.what, event.ms);
    else if (isStep(event) && sentAt.has(event.what)) return [waited(event)];
    return [];
  });
}

const isStep = (event: HistoryEvent): event is Step =>
  event.kind === 'shown' || event.kind === 'parked' || event.kind === 'delivered';
