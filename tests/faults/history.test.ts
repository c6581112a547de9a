// The checker of fault runs must see what each kind of broken server would do to a history.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ackedIn, check, type History, type HistoryEvent, type Told } from '../../dev/nemesis/history.ts';

const findings = (history: History): string[] =>
  check(history).map(({ kind, what, at }) => `${kind}: ${what}, at ${at}`);

const timed = (told: Told, ms = 0): HistoryEvent => ({ ...told, ms });

function written(what: string, by: string, chat: string, ...to: string[]): HistoryEvent[] {
  const told: Told[] = [
    { kind: 'written', what, by, chat, to },
    { kind: 'sent', what },
    ...to.map(at => ({ kind: 'shown', what, at }) as const),
    { kind: 'delivered', what },
  ];
  return told.map(one => timed(one));
}

/** Ann writes to Bob twice and once to a group with Bob and Cat. */
function calm() {
  const events = [
    ...written('one', 'Ann', 'pair', 'Bob'),
    ...written('two', 'Ann', 'pair', 'Bob'),
    ...written('three', 'Ann', 'group', 'Bob', 'Cat'),
  ];
  const both = (): Map<string, string[]> =>
    new Map([
      ['pair', ['one', 'two']],
      ['group', ['three']],
    ]);
  const screens = new Map([
    ['Ann', both()],
    ['Bob', both()],
    ['Cat', new Map([['group', ['three']]])],
  ]);
  return { events, screens } satisfies History;
}

test('a calm history is right', () => {
  assert.deepEqual(findings(calm()), []);
  assert.equal(ackedIn(calm().events).size, 3);
});

test('D1 what the server took and one of those it was for does not have is lost', () => {
  const history = calm();
  history.screens.get('Cat')!.set('group', []);
  history.screens.get('Bob')!.set('pair', ['two']);
  assert.deepEqual(findings(history), ['lost: one, at Bob', 'lost: three, at Cat']);
});

test('D1 what the server never took may be missing', () => {
  const history = calm();
  const events = history.events.filter(event => event.kind === 'written' || !('what' in event && event.what === 'two'));
  for (const name of ['Ann', 'Bob']) history.screens.get(name)!.set('pair', ['one']);
  assert.deepEqual(findings({ ...history, events }), []);
  assert.equal(ackedIn(events).size, 2);
});

test('D1 what its author no longer has is lost too', () => {
  const history = calm();
  history.screens.get('Ann')!.set('group', []);
  assert.deepEqual(findings(history), ['lost: three, at Ann']);
});

test('D4 what stands twice, and what a program was told twice, is doubled', () => {
  const history = calm();
  history.screens.get('Bob')!.set('pair', ['one', 'two', 'one']);
  assert.deepEqual(findings(history), ['doubled: one, at Bob']);
  const again = timed({ kind: 'shown', what: 'three', at: 'Cat' });
  assert.deepEqual(findings({ ...calm(), events: [...calm().events, again] }), ['doubled: three, at Cat']);
});

test('D3 what stands above an earlier one of the same author is out of order, also on the own screen', () => {
  for (const name of ['Ann', 'Bob']) {
    const history = calm();
    history.screens.get(name)!.set('pair', ['two', 'one']);
    assert.deepEqual(findings(history), [`reordered: one, at ${name}`]);
  }
});

test('D3 what two people see in different orders is out of order, whoever wrote it', () => {
  const { events, screens } = calm();
  const answer = written('four', 'Bob', 'group', 'Ann', 'Cat');
  for (const [name, chats] of screens) chats.set('group', name === 'Cat' ? ['four', 'three'] : ['three', 'four']);
  assert.deepEqual(findings({ events: [...events, ...answer], screens }), ['reordered: three, at Cat']);
});

test('what somebody sees that it was not for, or in another chat, went astray', () => {
  const history = calm();
  history.screens.get('Cat')!.set('pair', ['one']);
  history.screens.get('Bob')!.set('group', ['two', 'three']);
  assert.deepEqual(findings(history).sort(), ['misdelivered: one, at Cat', 'misdelivered: two, at Bob']);
});

test('D7 two ticks before everybody has it are not earned', () => {
  const { events, ...rest } = calm();
  const early = events.filter(event => !(event.kind === 'shown' && event.at === 'Cat'));
  assert.deepEqual(findings({ ...rest, events: early }), ['unearned: three, at Cat']);
});

test('D7 D8 what a device could not read yet is there all the same', () => {
  const { events, ...rest } = calm();
  const parked = events.map(event =>
    event.kind === 'shown' && event.at === 'Cat' ? { ...event, kind: 'parked' as const } : event,
  );
  assert.deepEqual(findings({ ...rest, events: parked }), []);
});

test('D7 what everybody has and nobody tells its author of is told here', () => {
  const { events, ...rest } = calm();
  const silent = events.filter(event => !(event.kind === 'delivered' && event.what === 'two'));
  assert.deepEqual(findings({ ...rest, events: silent }), ['untold: two, at Ann']);
});

test('a file that does not open at one of those who have it is told, and one of what the server never took is not', () => {
  const { events, ...rest } = calm();
  const withFile = events.map(event =>
    event.kind === 'written' && event.what === 'three' ? { ...event, hasFile: true as const } : event,
  );
  const opened = ['Ann', 'Bob', 'Cat'].map(at => timed({ kind: 'opened', what: 'three', at }));
  assert.deepEqual(findings({ ...rest, events: [...withFile, ...opened] }), []);
  assert.deepEqual(findings({ ...rest, events: [...withFile, ...opened.slice(0, 2)] }), ['unopened: three, at Cat']);
  assert.deepEqual(
    findings({ ...rest, events: withFile.filter(({ kind }) => kind === 'written') }),
    ['lost: one, at Bob'].slice(1),
  );
});

const LATE_MS = 16_000;

/** Ann writes to Bob once more when all is calm; what follows comes so many milliseconds later. */
function afterCalm(...later: (readonly [number, Told])[]): string[] {
  const { events, screens } = calm();
  for (const name of ['Ann', 'Bob']) screens.get(name)!.set('pair', ['one', 'two', 'four']);
  const four: Told[] = [
    { kind: 'calm' },
    { kind: 'written', what: 'four', by: 'Ann', chat: 'pair', to: ['Bob'] },
    { kind: 'sent', what: 'four' },
  ];
  return findings({
    screens,
    events: [...events, ...four.map(told => timed(told)), ...later.map(([ms, told]) => timed(told, ms))],
  });
}

const shown = { kind: 'shown', what: 'four', at: 'Bob' } as const;
const delivered = { kind: 'delivered', what: 'four' } as const;

test('D6 D11 what somebody who is online waits for too long with nothing broken is late', () => {
  assert.deepEqual(afterCalm([1_000, shown], [2_000, delivered]), []);
  assert.deepEqual(afterCalm([LATE_MS, shown], [LATE_MS, delivered]), ['late: four, at Bob']);
});

test('D6 D11 nobody is late who was not online before', () => {
  const online = { kind: 'online', at: 'Bob' } as const;
  assert.deepEqual(afterCalm([LATE_MS, online], [LATE_MS + 1_000, shown], [LATE_MS + 2_000, delivered]), []);
  assert.deepEqual(afterCalm([1_000, online], [LATE_MS + 1_001, shown], [LATE_MS + 2_000, delivered]), [
    'late: four, at Bob',
  ]);
});

test('D7 D11 two ticks that its author waits for too long with nothing broken are late', () => {
  assert.deepEqual(afterCalm([1_000, shown], [LATE_MS + 1_000, delivered]), ['late: four, at Ann']);
});

test('what waits while something is broken is not late', () => {
  const { events, screens } = calm();
  const slow = events.map((event, index) => ({ ...event, ms: index * LATE_MS }));
  assert.deepEqual(findings({ events: slow, screens }), []);
});
