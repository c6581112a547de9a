// Every *.scenario file beside this one, played on one kind of server. How to write one: CONTRIBUTING.md.
import type { TestContext } from 'node:test';
import type { ServerProcess } from '../support/server-process.ts';
import { play } from './play.ts';
import { readScenarios } from './read-scenarios.ts';
import type { StartServer } from './stage.ts';

export async function playAll(t: TestContext, startServer: StartServer): Promise<void> {
  const start = sharing(t, startServer);
  for (const scenario of readScenarios()) await t.test(scenario.title, child => play(child, scenario, start));
}

/** One server for all scenarios that change no setting: most of their time would be its start. */
function sharing(t: TestContext, startServer: StartServer): StartServer {
  let shared: ServerProcess | undefined;
  return async (child, options) => {
    if (Object.keys(options.env ?? {}).length > 0) return startServer(child, options);
    shared ??= await startServer(t, options);
    // A scenario that failed may have left it killed.
    if (!shared.isRunning()) await shared.start();
    return shared;
  };
}
