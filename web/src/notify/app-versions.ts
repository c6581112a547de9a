// Registers the service worker, and offers a new version of the app when there is one. It never reloads by itself, and
// never while something that was written is not saved (U36).
import { engine } from '../engine/engine.ts';
import { scriptUrl } from '../engine/script-url.ts';
import { m } from '../i18n/messages.ts';
import { currentRoute, navigate } from '../router.ts';
import { showToast } from '../state/toasts.ts';

const CHECK_EVERY_MS = 60 * 60 * 1_000;
const SAVE_WAIT_MS = 3_000;
const SAVE_LOOK_MS = 100;

export function followNewVersions(): void {
  const { serviceWorker } = navigator;
  // In development files come from their sources.
  if (!serviceWorker || import.meta.env.DEV) return;
  serviceWorker.addEventListener('message', ({ data }) => {
    if (typeof data?.open === 'string') navigate(data.open);
  });
  // Not being able to work without the server is no reason to trouble anybody.
  register(serviceWorker).catch(() => undefined);
}

async function register(container: ServiceWorkerContainer): Promise<void> {
  // TypeScript knows no trusted addresses.
  const registration = await container.register(scriptUrl('/service-worker.js') as unknown as string, {
    updateViaCache: 'none',
  });
  const offered = new WeakSet<ServiceWorker>();
  const offer = (): void => {
    const { waiting } = registration;
    if (!waiting || offered.has(waiting) || !container.controller) return;
    offered.add(waiting);
    offerVersion(() => waiting.postMessage('take-over'));
  };
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', offer));
  offer();
  onTakeOver(container);
  checkNowAndThen(registration);
}

let reloading = false;

/** Another tab has asked for the new version: this one still runs the old, and says so. */
function onTakeOver(container: ServiceWorkerContainer): void {
  let controlled = container.controller !== null;
  container.addEventListener('controllerchange', () => {
    if (reloading) location.reload();
    else if (controlled) offerVersion(() => location.reload());
    controlled = true;
  });
}

let closeOffer: (() => void) | undefined;

function offerVersion(go: () => void): void {
  closeOffer?.();
  const run = async (): Promise<void> => {
    if (await isAllSaved()) {
      reloading = true;
      go();
    } else {
      showToast(m.update_unsaved());
      offerVersion(go);
    }
  };
  const action = { label: m.shell_reload(), run: () => void run() };
  closeOffer = showToast(m.update_ready(), { keep: true, action });
}

/** What stands in the composer is the chat's draft, or becomes it within a moment. */
async function isAllSaved(): Promise<boolean> {
  const until = Date.now() + SAVE_WAIT_MS;
  while (!(await isDraftSaved())) {
    if (Date.now() > until) return false;
    await new Promise(resolve => setTimeout(resolve, SAVE_LOOK_MS));
  }
  return true;
}

async function isDraftSaved(): Promise<boolean> {
  const route = currentRoute();
  const text = document.querySelector<HTMLTextAreaElement>('textarea[name=message]')?.value ?? '';
  if (route.page !== 'chat' || text === '') return true;
  const chat = await engine.chat(route.account as Parameters<typeof engine.chat>[0]).catch(() => undefined);
  return chat?.draft?.text === text;
}

function checkNowAndThen(registration: ServiceWorkerRegistration): void {
  let checked = Date.now();
  const check = (): void => {
    if (document.visibilityState !== 'visible' || Date.now() - checked < CHECK_EVERY_MS) return;
    checked = Date.now();
    registration.update().catch(() => undefined);
  };
  document.addEventListener('visibilitychange', check);
  setInterval(check, CHECK_EVERY_MS);
}
