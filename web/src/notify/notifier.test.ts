import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALWAYS, type Chat, type Message } from '@parley/client';
import { type Arrival, type Notice, noticesFor, reactionTagOf, type Situation, SUMMARY, tagOf } from './notices.ts';
import { type NotifierDeps, startNotifier } from './notifier.ts';

const chat = (id: string, more: Partial<Chat> = {}): Chat =>
  ({ id, name: id, unread: 1, markedUnread: false, archived: false, verified: false, ...more }) as Chat;

const message = (from: string, text = 'hello', more: Partial<Message> = {}): Message =>
  ({
    id: `${from}-1`,
    chat: from,
    author: from,
    outgoing: false,
    text,
    state: 'received',
    unread: true,
    ...more,
  }) as Message;

const words: Situation['words'] = {
  nameOf: ({ name }) => name!,
  authorOf: ({ author }) => author,
  newMessage: () => 'new message',
  unreadable: () => 'unreadable',
  reaction: () => 'reaction',
  reacted: ({ emoji, message }) => `${emoji} ${message.text}`,
  count: count => `${count} new`,
};

function situation(chats: readonly Chat[], more: Partial<Situation> = {}): Situation {
  const byAccount = new Map(chats.map(chat => [chat.id as string, chat]));
  const quiet = { now: 1_000, visible: new Set<string>(), looking: false, drained: false, preview: true };
  return { ...quiet, chats: byAccount, words, ...more };
}

const arrivals = (...messages: readonly Message[]): Map<string, Arrival> =>
  new Map(messages.map(last => [last.chat, { last, count: 1 }]));

test('U37 a notice says who and what, or only that there is something, as the person has set', () => {
  const told = arrivals(message('Alice', 'see *this*'));
  const [shown] = noticesFor(told, situation([chat('Alice')]));
  assert.deepEqual(shown, { tag: tagOf('Alice'), title: 'Alice', body: 'see this', path: '/chat/Alice' });
  const [hidden] = noticesFor(told, situation([chat('Alice')], { preview: false }));
  assert.equal(`${hidden!.title} ${hidden!.body}`, 'Parley new message');
  const [several] = noticesFor(told, situation([chat('Alice', { unread: 3 })]));
  assert.equal(several!.title, '\u2068Alice\u2069 (3)');
  const [parked] = noticesFor(arrivals(message('Alice', '', { state: 'parked' })), situation([chat('Alice')]));
  assert.equal(parked!.body, 'unreadable');
});

test('U37 nothing is said of chats that are muted, archived, before the eyes, or read meanwhile', () => {
  const told = arrivals(message('Alice'));
  const quiet: readonly [Partial<Chat>, Partial<Situation>][] = [
    [{ mutedUntil: ALWAYS }, {}],
    [{ mutedUntil: 1_001 }, {}],
    [{ archived: true }, {}],
    [{ unread: 0 }, {}],
    [{}, { visible: new Set(['Alice']), looking: true }],
  ];
  for (const [how, where] of quiet) assert.deepEqual(noticesFor(told, situation([chat('Alice', how)], where)), []);
  const loud: readonly [Partial<Chat>, Partial<Situation>][] = [
    [{ mutedUntil: 1_000 }, {}],
    [{ mutedUntil: ALWAYS, group: { members: 2, mayWrite: true, mayPin: true, mentioned: true } }, {}],
    [{}, { visible: new Set(['Bob']), looking: true }],
  ];
  for (const [how, where] of loud) assert.equal(noticesFor(told, situation([chat('Alice', how)], where)).length, 1);
});

test('U37 a burst from many chats is one notice', () => {
  const names = ['Alice', 'Bob', 'Carol', 'Dave', 'Erin'];
  const chats = names.map(name => chat(name));
  const told = arrivals(...names.map(name => message(name)));
  assert.equal(noticesFor(arrivals(message('Alice'), message('Bob')), situation(chats)).length, 2);
  assert.deepEqual(noticesFor(told, situation(chats)), [
    { tag: SUMMARY, title: '5 new', body: 'Alice, Bob, Carol, +2', path: '/' },
  ]);
  assert.equal(noticesFor(told, situation(chats, { preview: false }))[0]!.body, '');
});

/** A notifier whose time passes when the test says so. */
function setUp(chats: readonly Chat[], more: Partial<Situation> = {}) {
  const listeners = new Map<string, (value: never) => void>();
  const snapshot = { connection: { state: 'online' } };
  const shown: Notice[] = [];
  const closed: string[] = [];
  const waiting: (() => void)[] = [];
  startNotifier({
    engine: {
      on: (event: string, listener: (value: never) => void) => void listeners.set(event, listener),
      snapshot,
    } as unknown as NotifierDeps['engine'],
    later: run => void waiting.push(run),
    situation: async () => situation(chats, more),
    show: async notices => void shown.push(...notices),
    close: tag => void closed.push(tag),
  });
  const emit = (event: string, value: unknown): void => listeners.get(event)!(value as never);
  return {
    shown,
    closed,
    emit,
    connection(state: string): void {
      snapshot.connection = { state };
      emit('connection', snapshot.connection);
    },
    async time(): Promise<void> {
      for (const run of waiting.splice(0)) run();
      await new Promise(resolve => setImmediate(resolve));
    },
  };
}

test('F15 after a long time away there is one summary, when all of it is here', async () => {
  const { shown, emit, connection, time } = setUp([chat('Alice', { unread: 1_000 }), chat('Bob', { unread: 1_000 })]);
  connection('catching_up');
  for (let i = 0; i < 1_000; i++) {
    emit('message', message('Alice'));
    emit('message', message('Bob'));
    if (i % 100 === 0) await time();
  }
  await time();
  assert.equal(shown.length, 0, 'not before');
  connection('online');
  await time();
  assert.deepEqual(shown, [{ tag: SUMMARY, title: '2000 new', body: 'Alice, Bob', path: '/' }]);
  emit('message', message('Alice'));
  await time();
  assert.equal(shown[1]!.tag, tagOf('Alice'), 'what comes after that is told by itself');
});

test('F15 who looks at the app sees what has come, and is not told of it', async () => {
  const { shown, emit, connection, time } = setUp([chat('Alice')], { looking: true });
  connection('catching_up');
  emit('message', message('Alice'));
  connection('online');
  await time();
  assert.deepEqual(shown, []);
});

test('U37 own messages and lines about the chat are no news, and what is read elsewhere is taken away', async () => {
  const { shown, closed, emit, time } = setUp([chat('Alice')]);
  emit('message', message('Alice', 'x', { outgoing: true }));
  emit('message', message('Alice', '', { state: 'notice' }));
  await time();
  assert.deepEqual(shown, []);
  emit('chat', chat('Alice', { unread: 2 }));
  emit('chat', chat('Alice', { unread: 0 }));
  emit('removed', { chat: 'Bob', ids: [], chatToo: true });
  assert.deepEqual(closed, [tagOf('Alice'), tagOf('Bob')]);
});

test('U18 the author is told of a reaction, as the person has set, until something is said or it is taken back', async () => {
  const reaction = { message: message('Alice', 'we won', { outgoing: true }), account: 'Alice', emoji: '🎉' };
  const read = chat('Alice', { unread: 0 });
  const { shown, closed, emit, time } = setUp([read]);
  emit('reaction', reaction);
  await time();
  assert.deepEqual(shown, [{ tag: reactionTagOf('Alice'), title: 'Alice', body: '🎉 we won', path: '/chat/Alice' }]);
  emit('chat', { ...read, reaction });
  assert.equal(closed.includes(reactionTagOf('Alice')), false);
  emit('chat', read);
  assert.equal(closed.at(-1), reactionTagOf('Alice'));
  const hidden = setUp([read], { preview: false });
  hidden.emit('reaction', reaction);
  await hidden.time();
  assert.equal(hidden.shown[0]?.body, 'reaction');
  for (const [how, where] of [
    [{ mutedUntil: ALWAYS }, {}],
    [{ archived: true }, {}],
    [{}, { visible: new Set(['Alice']) }],
  ] as const) {
    const quiet = setUp([chat('Alice', how)], where);
    quiet.emit('reaction', reaction);
    await quiet.time();
    assert.deepEqual(quiet.shown, []);
  }
});

test('F33 F35 what was deleted is in no notice, also when it is deleted before it was told; an edit tells nothing', async () => {
  const { shown, closed, emit, time } = setUp([chat('Alice')]);
  emit('message', message('Alice', 'my secret'));
  emit('status', message('Alice', '', { text: undefined as never, deletedBy: 'Alice' as never }));
  await time();
  assert.equal(JSON.stringify(shown).includes('my secret'), false);
  assert.deepEqual(closed, [tagOf('Alice')]);
  const told = shown.length;
  emit('status', message('Alice', 'otherwise', { edited: true }));
  await time();
  assert.equal(shown.length, told);
});
