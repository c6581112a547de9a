// Plays a scenario. What goes wrong is told with the file and line where it stands, what was expected and what came.
import type { TestContext } from 'node:test';
import { closeCurtain } from './curtain.ts';
import type { Scenario } from './parse-scenario.ts';
import { createStage, type StartServer } from './stage.ts';
import { stepOf } from './steps.ts';

export async function play(t: TestContext, { path, lines }: Scenario, startServer: StartServer): Promise<void> {
  // All of it is understood before any of it is played.
  const steps = [];
  for (const line of lines) {
    const where = `${path}:${line.number}: ${line.text}`;
    steps.push({ where, play: await at(where, async () => stepOf(line)) });
  }
  const stage = createStage(t, startServer);
  try {
    for (const step of steps) await at(step.where, () => step.play(stage));
    await at(`${path}:${lines.at(-1)!.number}: the end`, () => closeCurtain(stage));
  } finally {
    await stage.close();
  }
}

async function at<T>(where: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    const error = new Error(`${where}\n${thrown instanceof Error ? thrown.message : thrown}`);
    error.stack = `${where}\n${thrown instanceof Error ? thrown.stack : thrown}`;
    throw error;
  }
}
