// A device ends itself. The others hear of it first, so that the one with the account key takes it off the list and nobody
// encrypts for it any more; where that is not to be had, it still ends.
import { abortable } from '../abort.ts';
import type { Context } from '../context.ts';
import { endSession } from '../http/api.ts';
import type { Http } from '../http/http.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { tellOwnDevices } from '../sync/own-sync.ts';

type Deps = Context & { readonly outbox: Outbox; readonly http: Http };

const sayGoodbyeMs = 2_000;

export async function endDevice({ work, profile, outbox, http, clock }: Deps, signal?: AbortSignal): Promise<void> {
  await work.run(draft => tellOwnDevices(draft, { leaving: {} }, { profile, outbox }));
  if (outbox.size() > 0) {
    const waited = Promise.withResolvers<void>();
    const callOff = clock.after(sayGoodbyeMs, waited.resolve);
    await abortable(Promise.race([outbox.whenEmpty(), waited.promise]), signal).finally(callOff);
  }
  await endSession(http, signal);
}
