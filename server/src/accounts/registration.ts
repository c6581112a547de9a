// Registration: number, code, device list. Each step is refused without the one before.
import { randomBytes } from 'node:crypto';
import { type AccountId, toHex } from '@parley/protocol';
import type { Outcome, RegistrationRequest, StartedRegistration } from './accounts.ts';
import { parsePhone } from './phone.ts';
import { isPinAsked } from './pins.ts';
import { createComplete } from './registration-complete.ts';
import { expectedList, provesNumber, type RegistrationDeps, refuse, type Steps } from './registration-step.ts';
import { codeHash, isSameHash, newCode, newSecret, secretHash } from './secrets.ts';

const HOUR_MS = 3_600_000;
const ID_BYTES = 16;

export function createRegistration(deps: RegistrationDeps): Steps {
  return {
    startRegistration: createStart(deps),
    confirmCode: createConfirm(deps),
    completeRegistration: createComplete(deps),
  };
}

function createStart({
  store,
  codeSender,
  clock,
  limits,
  registration,
  log,
}: RegistrationDeps): Steps['startRegistration'] {
  /** Milliseconds to wait; undefined: none. Kept with the accounts: neither a restart nor another process forgets it. */
  async function take(kind: 'number' | 'address', of: string, points: number): Promise<number | undefined> {
    const { asked, endsAt } = await store.countCode(secretHash(`${kind} ${of}`), clock.now(), HOUR_MS);
    return asked > points ? endsAt - clock.now() : undefined;
  }

  /** Which invite this registration uses up; undefined: none is needed. */
  async function invitation(phone: string, invite: string | undefined): Promise<Outcome<string | undefined>> {
    const known = await store.accountByPhone(phone); // registering anew is nobody's new account
    if (registration === 'open' || known) return { ok: true, value: undefined };
    if (registration === 'closed') return refuse('registration_closed');
    const hash = secretHash(invite ?? '');
    return (await store.isInviteValid(hash, clock.now())) ? { ok: true, value: hash } : refuse('invite_needed');
  }

  return async ({
    phone: text,
    invite,
    address,
    showCode,
  }: RegistrationRequest): Promise<Outcome<StartedRegistration>> => {
    const phone = await parsePhone(text);
    if (!phone) return refuse('bad_phone');
    const waitMs =
      (await take('address', address, limits.codesPerAddressAndHour)) ??
      (await take('number', phone, limits.codesPerNumberAndHour));
    if (waitMs !== undefined) return refuse('rate_limited', undefined, waitMs);
    const invited = await invitation(phone, invite);
    if (!invited.ok) return invited;
    const [id, code] = [newSecret(ID_BYTES), newCode(limits.codeDigits)];
    const expiresAt = clock.now() + limits.codeExpiryMs;
    await store.removeExpired(clock.now());
    await store.addRegistration({
      idHash: secretHash(id),
      phone,
      codeHash: codeHash(id, code),
      attempts: 0,
      expiresAt,
      inviteHash: invited.value ?? null,
      account: null,
      completedBy: null,
      pinGiven: false,
    });
    const shown = showCode || invited.value !== undefined;
    if (showCode) log.warn('a registration code was shown to the registering client: this is a development server');
    if (shown) return { ok: true, value: { registration: id, expiresAt, code } };
    try {
      await codeSender.send(phone, code);
    } catch (error) {
      log.error({ error }, 'a registration code could not be sent');
      return refuse('code_not_sent');
    }
    return { ok: true, value: { registration: id, expiresAt } };
  };
}

function createConfirm({ store, clock, limits }: RegistrationDeps): Steps['confirmCode'] {
  return async ({ registration: id, code }) => {
    const idHash = secretHash(id);
    const found = await store.registration(idHash);
    if (!found || found.expiresAt <= clock.now() || found.completedBy) return refuse('registration_not_found');
    if ((await store.countAttempt(idHash)) > limits.codeAttempts) return refuse('code_attempts');
    if (!isSameHash(codeHash(id, code), found.codeHash)) return refuse('bad_code');
    const known = await store.accountByPhone(found.phone);
    if (known && !provesNumber(found)) return refuse('registration_not_found');
    const made = known?.account ?? (toHex(randomBytes(ID_BYTES)) as AccountId);
    const account = await store.confirmRegistration(idHash, made);
    if (!account) return refuse('registration_not_found');
    const isRecoverable = known !== undefined && (await store.recovery(account)) !== undefined;
    const asked = await isPinAsked({ store, clock, limits }, { account, pinGiven: found.pinGiven });
    return { ok: true, value: { ...(await expectedList(store, account, known)), isRecoverable, isPinAsked: asked } };
  };
}
