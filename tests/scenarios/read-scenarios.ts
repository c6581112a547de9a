import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../dev/node24.mjs';
import { parseScenario, type Scenario } from './parse-scenario.ts';

export function readScenarios(): Scenario[] {
  const paths = globSync('tests/scenarios/*.scenario', { cwd: root }).sort();
  return paths.map(path => parseScenario(path, readFileSync(join(root, path), 'utf8')));
}
