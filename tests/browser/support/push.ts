// The part of a browser that talks to its vendor's push service, which no test can reach: subscriptions come from a service
// of the test's own, and what that one has decrypted is handed to the service worker as the browser would.
import type { CDPSession } from 'playwright-core';
import type { WebPushService } from '../../support/push-services/web-push.ts';
import type { Person } from './person.ts';

export interface BrowserPush {
  /** As if it had just come in. */
  deliver(text: string): Promise<void>;
  /** All that the service worker shows now. */
  shown(): Promise<string[]>;
}

/** From the next page on. */
export async function connectPush({ context, page, network }: Person, service: WebPushService): Promise<BrowserPush> {
  await context.exposeFunction('makePushSubscription', (vapidKey: string) => service.subscribe(vapidKey));
  await context.addInitScript(standIn);
  await context.grantPermissions(['notifications']);
  const session = await context.newCDPSession(page);
  const registration = registrationOf(session);
  const worker = () => context.serviceWorkers()[0]!;
  return {
    async deliver(data) {
      const registrationId = await registration;
      await session.send('ServiceWorker.deliverPushMessage', { origin: network.url, registrationId, data });
    },
    shown: () =>
      worker().evaluate(async () => {
        const { registration } = self as unknown as { registration: ServiceWorkerRegistration };
        return (await registration.getNotifications()).map(({ title, body }) => `${title}: ${body}`);
      }),
  };
}

async function registrationOf(session: CDPSession): Promise<string> {
  const found = new Promise<string>(resolve => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first) resolve(first.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  return found;
}

/** In the page. */
function standIn(): void {
  if (!('PushManager' in globalThis)) return;
  const place = 'test/push-subscription';
  type Made = { endpoint: string; p256dh: string; auth: string; vapidKey: string };
  const bytes = (text: string): ArrayBuffer =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0)).buffer;
  const subscription = (made: Made) => ({
    endpoint: made.endpoint,
    options: { applicationServerKey: bytes(made.vapidKey) },
    getKey: (name: 'p256dh' | 'auth') => bytes(made[name]),
    unsubscribe: async () => localStorage.removeItem(place),
  });
  Object.assign(PushManager.prototype, {
    async getSubscription() {
      const made = localStorage.getItem(place);
      return made ? subscription(JSON.parse(made)) : null;
    },
    async subscribe({ applicationServerKey: vapidKey }: { applicationServerKey: string }) {
      const make = (globalThis as unknown as { makePushSubscription(key: string): Promise<Made> }).makePushSubscription;
      const made = { ...(await make(vapidKey)), vapidKey };
      localStorage.setItem(place, JSON.stringify(made));
      return subscription(made);
    },
  });
}
