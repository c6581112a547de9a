// Whatever comes in whatever order, repeated and early: all devices show the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, type ChatId, idBytes, limits, type MessageId } from '@parley/protocol';
import fc from 'fast-check';
import type { ClientEvents, Message } from '../client.ts';
import { createWork } from '../drafts/work.ts';
import { createEvents } from '../events.ts';
import { toMessage } from '../history/history.ts';
import { receiveAct } from '../inbox/acts.ts';
import type { Origin } from '../inbox/envelope.ts';
import { receiveText } from '../inbox/texts.ts';
import { createMemoryStore } from '../store/store-memory.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { type Act, wireAct } from './act.ts';

const account = (n: number) => String(n).padStart(32, '0') as AccountId;
const ANN = account(1);
const BEN = account(2);
const MINUTE_MS = 60_000;
const SENT_AT = 1_000 * MINUTE_MS;

const texts = [0, 1].map(n => ({ id: String(n + 10).padStart(32, '0') as MessageId, author: n === 0 ? ANN : BEN }));
type Event = Origin & { readonly act: Act | undefined; readonly text: string };

const act = fc.oneof(
  fc.constantFrom('👍', '🎉', '').map(emoji => ({ kind: 'reaction', emoji }) as const),
  fc.constantFrom('one', 'two', 'three').map(text => ({ kind: 'edit', text }) as const),
  fc.constant({ kind: 'deletion' } as const),
);
const given = fc.record({
  act,
  by: fc.constantFrom(ANN, BEN),
  on: fc.constantFrom(0, 1),
  minutes: fc.integer({ min: 0, max: 20 }),
});

/** Ann and Ben have written one message each, and done this with them. */
const history = fc.array(given, { maxLength: 12 }).map(acts => [
  ...texts.map(({ id, author }, n): Event => ({ ...origin(id, author, SENT_AT), act: undefined, text: `text ${n}` })),
  ...acts.map(({ act: what, by, on, minutes }, n): Event => {
    const id = String(n + 100).padStart(32, '0') as MessageId;
    const { id: of, author } = texts[on]!;
    return { ...origin(id, by, SENT_AT + minutes * MINUTE_MS), act: { author, id: of, ...what }, text: '' };
  }),
]);

function origin(id: MessageId, sender: AccountId, ts: number): Origin {
  return { id, sender, device: 1, ts, control: false };
}

/** What Ann's device shows after these, each a step of its own. */
async function shownAfter(events: readonly Event[]): Promise<Message[]> {
  const work = createWork(createMemoryStore());
  const profile = { account: ANN } as never;
  const deps = { profile, events: createEvents<ClientEvents>(), clock: createManualClock() };
  await work.run(async draft => draft.put('inbox', { inboxEpoch: 1, cursor: 0, arrivals: 0, handed: 0 }));
  const chat: ChatId = BEN;
  for (const event of events) {
    await work.run(async draft => {
      if (event.act) return receiveAct(draft, event, { chat, act: wireAct(event.act) }, deps);
      const quote = { id: idBytes(texts[0]!.id), author: idBytes(ANN), excerpt: 'text 0' };
      const text = event.sender === BEN ? { body: event.text, quote } : { body: event.text };
      return receiveText(draft, event, { chat, text, replaces: undefined }, deps);
    });
  }
  const rows = await work.list('messages', { index: 'byChat' });
  assert.deepEqual(await work.list('acts'), [], 'nothing waits');
  return rows.map(toMessage);
}

test('F33 F34 D4 messages, edits, reactions and deletions in any order, some twice: every device shows the same', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.infiniteStream(fc.nat()), async (events, numbers) => {
      const expected = await shownAfter(events);
      const twice = [...events, ...events.slice(0, 3)];
      const shuffled = twice.map(event => ({ event, at: numbers.next().value as number })).sort((a, b) => a.at - b.at);
      const shown = await shownAfter(shuffled.map(({ event }) => event));
      assert.deepEqual(shown, expected);
      for (const { deletedBy, text, author } of shown) {
        const deleted = events.some(
          ({ sender, act }) => act?.kind === 'deletion' && act.author === author && sender === author,
        );
        assert.equal(deletedBy === author, deleted);
        assert.equal(text === undefined, deleted);
      }
    }),
    { numRuns: 300 },
  );
});

test('F33 acts that wait are bounded: the oldest of the same sender go', async () => {
  const work = createWork(createMemoryStore());
  const clock = createManualClock();
  const deps = { profile: { account: ANN } as never, events: createEvents<ClientEvents>(), clock };
  for (let n = 0; n < limits.maxWaitingActs + 20; n++) {
    const id = String(n).padStart(32, '0') as MessageId;
    const deletion = wireAct({ kind: 'deletion', author: BEN, id });
    await work.run(draft => receiveAct(draft, origin(id, BEN, SENT_AT + n), { chat: BEN, act: deletion }, deps));
    clock.set(clock.now() + 1);
  }
  const kept = await work.list('acts', { index: 'byAge' });
  assert.equal(kept.length, limits.maxWaitingActs);
  assert.equal(kept[0]?.ts, SENT_AT + 20);
});
