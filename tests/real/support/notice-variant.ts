// What checks the histories of fault runs is itself checked: a server with one rule broken must be noticed. A file for each, for what one
// takes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startNemesis } from '../../../dev/nemesis/nemesis.ts';
import { copySource } from '../../../dev/nemesis/source-copy.ts';
import { variants } from '../../../dev/nemesis/variants.ts';

const TRIES = 4;
/** Longer than the slow poll: what that finds is late, not lost. */
const PATIENCE_MS = 75_000;

export function testNoticed(name: keyof typeof variants): void {
  const { changes, fault, findings } = variants[name];
  test(`a server with a rule broken is noticed: ${name}`, { timeout: 590_000 }, async t => {
    const copy = copySource(changes);
    t.after(copy.remove);
    const nemesis = await startNemesis({ faults: [fault], source: copy.path, patienceMs: PATIENCE_MS });
    t.after(() => nemesis.stop());
    let found = 0;
    for (let seed = 1; seed <= TRIES && found === 0; seed++) {
      const run = await nemesis.run(fault, seed);
      t.diagnostic(JSON.stringify(run));
      for (const kind of findings) found += run[kind];
    }
    assert.ok(found > 0, `nothing is called ${findings.join(' or ')}`);
  });
}
