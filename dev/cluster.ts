// `npm run cluster`: a whole cluster on this machine, until Ctrl+C. From another terminal: status, down, and kill, pause, resume
// or restart a part.
import { parseArgs } from 'node:util';
import { buildWeb } from './build-web.ts';
import { acts, askCluster, startControl, topology } from './cluster/control.ts';
import { startCluster } from './cluster/start.ts';
import { setUpParts } from './parts/parts.ts';

const USAGE = `npm run cluster [-- --port PORT]      starts one; Ctrl+C ends it, with all it holds
npm run cluster -- kill gateway-2     also pause, resume, restart
npm run cluster:status
npm run cluster:down
`;
const DEFAULT_PORT = 8080;

const tell = (line: string): void => void process.stdout.write(`${line}\n`);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: String(DEFAULT_PORT) },
    dev: { type: 'boolean', default: true },
    help: { type: 'boolean', default: false },
  },
});
const [act, ...names] = positionals;
try {
  if (values.help) tell(USAGE.trimEnd());
  else if (!/^\d+$/.test(values.port)) throw new Error('--port must be a number');
  else if (act === undefined) await up(Number(values.port), values.dev);
  else await ask(act, names);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}

async function ask(what: string, parts: readonly string[]): Promise<void> {
  const isPartAct = (acts as readonly string[]).includes(what);
  if (!isPartAct && what !== 'status' && what !== 'down') throw new Error(USAGE);
  if (isPartAct && parts.length === 0) throw new Error(`Which part? \`npm run cluster:status\` lists them.`);
  for (const name of isPartAct ? parts : ['']) {
    const answer = await askCluster(what, name);
    if (answer === undefined) throw new Error('No cluster runs. Start one with `npm run cluster`.');
    tell(answer);
  }
}

async function up(port: number, dev: boolean): Promise<void> {
  if ((await askCluster('status')) !== undefined) throw new Error('A cluster runs already: `npm run cluster:status`.');
  await setUpParts([], tell);
  await buildWeb(tell);
  const cluster = await startCluster({ port, dev, tell });
  const end = async (): Promise<void> => {
    tell('Ending.');
    await cluster.stop();
    control.close();
    process.exit(0);
  };
  let isEnding = false;
  const stop = (): void => {
    if (!isEnding) void end();
    isEnding = true;
  };
  const control = await startControl(cluster, stop);
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  tell(`\n${topology(cluster)}\n\nFrom another terminal:\n${USAGE}`);
}
