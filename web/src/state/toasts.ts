// Short messages at the foot of the window.
import { create } from 'zustand';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface Toasts {
  readonly toasts: readonly Toast[];
}

const SHOWN_MS = 5_000;
/** One that can be acted upon must be reachable by those who are slow. */
const SHOWN_WITH_ACTION_MS = 12_000;
let lastId = 0;

export const useToasts = create<Toasts>(() => ({ toasts: [] }));

/** Shows it until its time is over; `keep` shows it until it is acted upon or closed. */
export function showToast(text: string, options: { action?: Toast['action']; keep?: boolean } = {}): () => void {
  const id = ++lastId;
  const { action, keep = false } = options;
  const close = (): void => closeToast(id);
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), { id, text, ...(action ? { action } : {}) }] }));
  if (!keep) setTimeout(close, action ? SHOWN_WITH_ACTION_MS : SHOWN_MS);
  return close;
}

export function closeToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter(toast => toast.id !== id) }));
}
