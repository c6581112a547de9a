// The time as far as lists show it: components that read it are drawn again when the minute changes.
import { create } from 'zustand';

const MINUTE_MS = 60_000;

export const useMinute = create<{ readonly now: number }>(() => ({ now: Date.now() }));

function tick(): void {
  useMinute.setState({ now: Date.now() });
  setTimeout(tick, MINUTE_MS - (Date.now() % MINUTE_MS) + 50);
}
setTimeout(tick, MINUTE_MS - (Date.now() % MINUTE_MS) + 50);
// A sleeping tab's timers are late: it must not wake up to yesterday's "today".
document.addEventListener('visibilitychange', () => useMinute.setState({ now: Date.now() }));
