// The servers with one rule broken, which `npm run test:nemesis` starts: their changes are to places in the source.
import { test } from 'node:test';
import { copySource } from '../../dev/nemesis/source-copy.ts';
import { variants } from '../../dev/nemesis/variants.ts';

for (const [name, { changes }] of Object.entries(variants)) {
  test(`the source still has the places that "${name}" changes`, t => {
    t.after(copySource(changes).remove);
  });
}
