// The checker of fault runs must see what each kind of broken server would do to a history.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ackedIn, check, type History, type HistoryEvent } from '../../dev/nemesis/history.ts';

const findings = (history: History): string[] =>
  check(history).map(({ kind, what, at }) => `${kind}: ${what}, at ${at}`);

function written(what: string, by: string, chat: string, ...to: string[]): HistoryEvent[] {
  return [
    { kind: 'written', what, by, chat, to },
    { kind: 'sent', what },
    ...to.map(at => ({ kind: 'shown', what, at }) as const),
    { kind: 'delivered', what },
  ];
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
  const events = history.events.filter(({ kind, what }) => what !== 'two' || kind === 'written');
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
  const again = { kind: 'shown', what: 'three', at: 'Cat' } as const;
  assert.deepEqual(findings({ ...calm(), events: [...calm().events, again] }), ['doubled: three, at Cat']);
});

test('D3 what stands above an earlier one of the same author is out of order, also on the own screen', () => {
  for (const name of ['Ann', 'Bob']) {
    const history = calm();
    history.screens.get(name)!.set('pair', ['two', 'one']);
    assert.deepEqual(findings(history), [`reordered: one, at ${name}`]);
  }
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
  const opened = ['Ann', 'Bob', 'Cat'].map(at => ({ kind: 'opened', what: 'three', at }) as const);
  assert.deepEqual(findings({ ...rest, events: [...withFile, ...opened] }), []);
  assert.deepEqual(findings({ ...rest, events: [...withFile, ...opened.slice(0, 2)] }), ['unopened: three, at Cat']);
  assert.deepEqual(
    findings({ ...rest, events: withFile.filter(({ kind }) => kind === 'written') }),
    ['lost: one, at Bob'].slice(1),
  );
});
