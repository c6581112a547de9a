// What is told of a scenario that does not come true: where, what was expected, what came.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startServerProcess } from '../support/server-process.ts';
import { parseScenario } from './parse-scenario.ts';
import { play } from './play.ts';

const twoPhones = 'D3 A title\n\nAlice and Bob have phones.\n';
const parse = (source: string) => parseScenario('bad.scenario', source);

test('a scenario is refused before it is played: without rules in its title, or with a line that no step says', async t => {
  assert.throws(() => parse('A title\nAlice and Bob have phones.'), /^Error: bad\.scenario:1: begin with a title/);
  assert.throws(() => parse('D3 A title\n'), /bad\.scenario:1: there is no step/);
  assert.throws(() => parse(`${twoPhones}  Alice: hi`), /bad\.scenario:4: this line is indented/);
  const neverStarted = () => assert.fail('the server was started');
  await assert.rejects(play(t, parse(`${twoPhones}Bob dances.`), neverStarted), ({ message }: Error) => {
    assert.match(message, /^bad\.scenario:4: Bob dances\.\nno step says that\. The steps:\n/);
    assert.match(message, /\n {2}\{name\} sends \{name\}: \{text\}\n/);
    return true;
  });
});

const failing: readonly (readonly [what: string, steps: string, told: string])[] = [
  [
    'another message came',
    'Alice sends Bob: hello\nBob receives from Alice: good bye',
    'bad.scenario:5: Bob receives from Alice: good bye\nexpected: Alice: good bye\ncame:     Alice: hello',
  ],
  [
    'a mark is another one already',
    'Alice sends Bob: hello\nAlice sees ✓✓ on: hello\nAlice sees ✓ on: hello',
    'bad.scenario:6: Alice sees ✓ on: hello\nexpected: ✓\ncame:     ✓✓',
  ],
  [
    'the chat is another one',
    "Alice sends Bob: hello\nBob receives from Alice: hello\nBob's chat with Alice is:\n  Bob: hello",
    "bad.scenario:6: Bob's chat with Alice is:\nexpected: \n  Bob: hello\ncame:     \n  Alice: hello",
  ],
  [
    'more came than it tells',
    'Alice sends Bob: hello\nAlice sends Bob: hello again\nBob receives from Alice: hello',
    'bad.scenario:6: the end\nexpected: at the end, Bob has received nothing else\ncame:     \n  Alice: hello again',
  ],
  [
    'a person is not there',
    'Alice sends Carol: hello',
    'bad.scenario:4: Alice sends Carol: hello\nthere is no Carol here',
  ],
];

test('where a scenario fails is told with what was expected and what came', async t => {
  const server = await startServerProcess(t);
  for (const [what, steps, told] of failing) {
    await t.test(what, async child => {
      await assert.rejects(
        play(child, parse(twoPhones + steps), async () => server),
        ({ message }: Error) => {
          assert.equal(message.slice(0, told.length), told);
          return true;
        },
      );
    });
  }
});
