// Every *.scenario file beside this one, played on the server process and SDK clients. How to write one: CONTRIBUTING.md.
import { type TestContext, test } from 'node:test';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';
import { play } from './play.ts';
import { readScenarios } from './read-scenarios.ts';
import type { StartServer } from './stage.ts';

test('scenarios with all rooms in one process', { timeout: 300_000 }, async t => {
  const startServer = sharing(t);
  for (const scenario of readScenarios()) await t.test(scenario.title, child => play(child, scenario, startServer));
});

/** One server for all scenarios that change no setting: most of their time would be its start. */
function sharing(t: TestContext): StartServer {
  let shared: ServerProcess | undefined;
  return async (child, options) => {
    if (Object.keys(options.env ?? {}).length > 0) return startServerProcess(child, options);
    shared ??= await startServerProcess(t, options);
    // A scenario that failed may have left it killed.
    if (!shared.isRunning()) await shared.start();
    return shared;
  };
}
