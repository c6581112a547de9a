// Files on their way: each is uploaded, then written as a message, one after the other in a chat. What stands here is no
// message yet. Kept until it is one; another tab goes on with it when this one is gone.
import type { ChatId, ErrorInfo, MessageId, OutgoingFile } from '@parley/client';
import { ParleyError } from '@parley/client';
import { newMessageId } from '@parley/client/browser';
import { create } from 'zustand';
import { keptFiles } from '../attachments/kept-files.ts';
import { keepOwnFiles } from '../attachments/own-files.ts';
import { engine } from '../engine/engine.ts';
import { useSession } from '../state/session.ts';
import { onReconnect, whenConnected } from './connected.ts';
import { forgetSending, type KeptSending, keepSending, keptSending, keptSendings } from './kept-sendings.ts';
import { shareOf } from './share.ts';

export interface Sending extends KeptSending {
  readonly state: 'waiting' | 'sending' | 'failed' | 'lost';
  /** From 0 to 1. */
  readonly share: number;
  /** `failed`: why. */
  readonly error?: unknown;
}

interface Sendings {
  /** In the order they were asked for. */
  readonly sendings: readonly Sending[];
}

export const useSendings = create<Sendings>(() => ({ sendings: [] }));

interface Asked {
  readonly text: string;
  readonly replyTo?: MessageId;
  readonly viewOnce?: boolean;
}

const lanes = new Map<ChatId, Promise<unknown>>();
const cancelling = new Map<MessageId, AbortController>();

/** Resolves once it is kept, before anything is uploaded. */
export async function sendFiles(chat: ChatId, files: readonly OutgoingFile[], asked: Asked): Promise<void> {
  const kept = { id: newMessageId(), chat, files: files as KeptSending['files'], ...asked };
  await keepSending(kept).catch(() => {}); // a browser that keeps nothing can still send
  void hold(kept.id, () => take(kept));
}

export async function cancelSending(id: MessageId): Promise<void> {
  const { chat } = find(id) ?? {};
  change(id, undefined);
  cancelling.get(id)?.abort();
  if (chat) void keptFiles.remove(chat, [id]);
  await forgetSending(id).catch(() => {});
}

export function retrySending(id: MessageId): void {
  change(id, { state: 'waiting', share: 0 });
  enqueue(id);
}

/** Goes on with what earlier pages have left, now or when the tabs that hold it are gone. */
export async function resumeSendings(): Promise<void> {
  for (const { id } of await keptSendings()) {
    void hold(id, async () => {
      const kept = await keptSending(id);
      if (kept) await take(kept);
    });
  }
}

/** While one tab has it, no other takes it up. */
function hold(id: MessageId, run: () => Promise<void>): Promise<void> {
  return navigator.locks.request(`parley/default/sending/${id}`, run);
}

/** Resolves when it has left this tab's hands. */
async function take(kept: KeptSending): Promise<void> {
  const whole = kept.files.every(({ source }) => source);
  const sending: Sending = { ...kept, state: whole ? 'waiting' : 'lost', share: 0 };
  useSendings.setState(({ sendings }) => ({ sendings: [...sendings, sending] }));
  if (whole) enqueue(kept.id);
  await gone(kept.id);
}

function gone(id: MessageId): Promise<void> {
  return new Promise(resolve => {
    const stop = useSendings.subscribe(({ sendings }) => {
      if (sendings.some(sending => sending.id === id)) return;
      stop();
      resolve();
    });
  });
}

function enqueue(id: MessageId): void {
  const sending = find(id);
  if (!sending) return;
  const { chat } = sending;
  const controller = new AbortController();
  cancelling.set(id, controller);
  const run = (lanes.get(chat) ?? Promise.resolve()).then(() => deliver(id, controller.signal));
  lanes.set(chat, run);
}

/** Never rejects: what went wrong stands with the sending. */
async function deliver(id: MessageId, cancelled: AbortSignal): Promise<void> {
  try {
    await keepOwn(id);
    while (!(await attempt(id, cancelled)));
    change(id, undefined);
    await forgetSending(id);
  } catch (error) {
    if (!cancelled.aborted) change(id, { state: 'failed', error });
  } finally {
    cancelling.delete(id);
  }
}

async function keepOwn(id: MessageId): Promise<void> {
  const { chat, files, viewOnce } = find(id) ?? {};
  if (chat && files && !viewOnce) await keepOwnFiles(chat, id, files);
}

/** False: the connection was lost meanwhile, and is to be tried again. What was uploaded by then need not be again. */
async function attempt(id: MessageId, cancelled: AbortSignal): Promise<boolean> {
  await whenConnected(cancelled);
  const sending = find(id);
  if (!sending) throw new ParleyError('cancelled');
  change(id, { state: 'sending' });
  const reconnected = new AbortController();
  const stop = onReconnect(() => reconnected.abort());
  const { chat, files, text, replyTo, viewOnce = false } = sending;
  try {
    await engine.sendFiles(chat, files as readonly OutgoingFile[], {
      id,
      text,
      viewOnce,
      ...(replyTo ? { replyTo } : {}),
      signal: AbortSignal.any([cancelled, reconnected.signal]),
      onProgress: progress => change(id, { share: shareOf(files, progress) }),
    });
    return true;
  } catch (error) {
    if (cancelled.aborted || !mayPass(error, reconnected.signal)) throw error;
    change(id, { state: 'waiting' });
    return false;
  } finally {
    stop();
  }
}

/** What there is no connection for is not a failure: it waits. */
function mayPass(error: unknown, reconnected: AbortSignal): boolean {
  if (reconnected.aborted) return true;
  return (error as ErrorInfo).temporary && engine.snapshot.connection.state !== 'online';
}

function find(id: MessageId): Sending | undefined {
  return useSendings.getState().sendings.find(sending => sending.id === id);
}

/** Undefined takes it away. */
function change(id: MessageId, to: Partial<Sending> | undefined): void {
  useSendings.setState(({ sendings }) => ({
    sendings: to
      ? sendings.map(sending => (sending.id === id ? { ...sending, ...to } : sending))
      : sendings.filter(sending => sending.id !== id),
  }));
}

// What was on its way does not outlive the device.
useSession.subscribe(({ state }) => {
  if (state === 'ready' || state === 'starting') return;
  for (const controller of cancelling.values()) controller.abort();
  useSendings.setState({ sendings: [] });
});
