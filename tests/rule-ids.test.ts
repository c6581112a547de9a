// Rules and their tests: each rule that holds is named in the title of a test or scenario, no title names another one, and
// the tests that docs/delivery.md points to are there and name the rule.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readScenarios } from './scenarios/read-scenarios.ts';
import { isTest, sources, text } from './support/sources.ts';

/** Cases from the field that hold, besides the rules D1… of docs/delivery.md. */
const fieldCases: Readonly<Record<string, string>> = {
  F1: 'an answer that comes late makes no second message',
  F2: 'an answer that is lost makes no second message, and trying again neither',
  F3: 'what was written offline leaves in that order',
  F4: 'an old socket that is half open keeps no message pending',
  F5: 'what came while one was away is there before "online"',
  F6: 'what was written into a dead socket comes again',
  F7: 'so it does when the sender is gone too',
  F8: 'the first device takes nothing away from the second',
  F9: 'what is pending is pending after a restart',
  F11: 'consumers of the group log that come, go or are set back leave nothing out and double nothing',
  F12: 'a network that breaks between nodes of the mailbox loses nothing, is told, and heals alone',
  F13: 'kill -9 under load damages nothing',
  F14: 'a mailbox that was full gives memory and disk back when it is emptied',
  F16: 'a client killed in the middle of a drain loses nothing',
  F17: 'what is too long is refused before it is sent, and holds nothing up',
  F19: 'an answer stands below its question, whatever the clocks say',
  F20: 'a wrong clock is told in words',
  F26: 'a blocked person reaches nobody by way of a group',
  F27: 'a device without one-time keys is reached',
  F28: 'a one-time key is given out once',
  F29: 'a browser that removed keys says so, and makes nothing new unasked',
  F21: 'who has left gets nothing more, also of those who have not heard of it',
  F22: 'who joins reads all after it and nothing before',
  F23: 'a first message to many waits for no dead device',
  F24: 'a revoked or used-up invite lets nobody in, and no group passes its cap',
  F31: 'a device that has ended gets no push',
  F32: 'what is refused or cannot be read says why',
  F33: 'what was deleted for everyone is in no quote, list, search or file, and does not come back',
  F34: 'an edit of a message that is not shown is there when it is',
  F35: 'an edit is nothing new to read',
  F36: 'what has vanished is gone at wake: from the chat, from quotes, from search and export',
  F37: 'one’s own, what was read and what was deleted is nothing unread',
  F38: 'what was read on one device is read on the others',
  F39: 'typing ends by itself, with the message and with the connection',
  F40: 'who is gone is offline within the time-out, and who is idle stays so when he reconnects',
  F43: 'a photo is upright wherever it is shown',
  F44: 'what a browser cannot read as a picture is a file, and the person is told',
  F45: 'the place is taken out of photos and videos',
  F49: 'every character is stored and found, in every database',
  F50: 'words are found by their beginnings, and inside of sentences without spaces',
  F52: 'a screen reader hears of a new message: who, what, when',
  F53: 'files of other versions are brought up to date or refused in words',
  F55: 'presence takes no memory, however often it changes',
};
/** What there is of these is tested; the case as a whole is not met yet. */
const begunCases = ['F10', 'F15', 'F18', 'F25', 'F46', 'F47', 'F48', 'F51'];

const page = text('docs/delivery.md');
const deliveryRules = [...page.matchAll(/^\| (D\d+) \|/gm)].map(([, rule]) => rule!);

/** Titles by file. Contract suites have theirs in calls of `example`. */
const titles = new Map<string, string[]>(sources.filter(isTest).map(path => [path, titlesIn(text(path))]));
for (const { path, title } of readScenarios()) titles.set(path, [title]);

function titlesIn(source: string): string[] {
  const calls = source.matchAll(
    /\b(?:test|example)\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g,
  );
  return [...calls].map(([, single, double, template]) => single ?? double ?? template!);
}

const idsIn = (words: string): string[] => words.match(/\b[DF]\d{1,2}\b/g) ?? [];
const named = new Set([...titles.values()].flat().flatMap(idsIn));

test('every rule that holds today is in the title of a test', () => {
  const rules = [...deliveryRules, ...Object.keys(fieldCases), ...begunCases];
  assert.ok(deliveryRules.length >= 12, `rules in docs/delivery.md: ${deliveryRules}`);
  assert.deepEqual(
    rules.filter(rule => !named.has(rule)),
    [],
  );
});

test('no title names a rule that is not known to hold', () => {
  const known = new Set([...deliveryRules, ...Object.keys(fieldCases), ...begunCases]);
  assert.deepEqual(
    [...named].filter(rule => !known.has(rule)),
    [],
  );
});

test('every rule of docs/delivery.md has a section, and the tests it points to are there and name the rule', () => {
  const sections = page.split(/^## (?=D\d)/m).slice(1);
  assert.deepEqual(
    sections.map(section => /^D\d+/.exec(section)![0]),
    deliveryRules,
  );
  const wrong = sections.flatMap(section => claimsOf(section).flatMap(wrongIn));
  assert.deepEqual(wrong, []);
});

interface Claim {
  readonly rules: readonly string[];
  readonly file: string;
}

/** "Tests: `a.test.ts`, contract `b`; F1 F2: `c.test.ts`": the rule of the section, or those before the colon. */
function claimsOf(section: string): Claim[] {
  const rule = /^D\d+/.exec(section)![0];
  const tests = /^Tests?: (.*?)(?:\n\n|\n?$(?!\n))/ms.exec(section)?.[1];
  if (!tests) return [{ rules: [rule], file: '(no line "Tests:")' }];
  return tests.split(';').flatMap(part => {
    const rules = /^\s*((?:F\d+ ?)+):/.exec(part)?.[1]?.trim().split(' ') ?? [rule];
    return [...part.matchAll(/`([\w/-]+(?:\.[a-z]+)*)`/g)].map(([, file]) => ({ rules, file: file! }));
  });
}

function wrongIn({ rules, file }: Claim): string[] {
  const suffixes = [`/${file}`, `/contract/${file}.testing.ts`, `/${file.replace(/^client\//, 'client/src/')}`];
  const found = [...titles.keys()].filter(path => suffixes.some(suffix => `/${path}`.endsWith(suffix)));
  if (found.length !== 1)
    return [`${rules.join(' ')}: ${file} is ${found.length === 0 ? 'not there' : found.join(' or ')}`];
  const ids = new Set(titles.get(found[0]!)!.flatMap(idsIn));
  return rules.filter(rule => !ids.has(rule)).map(rule => `${file} has no test with ${rule} in its title`);
}
