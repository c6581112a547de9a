// A cluster of real processes and engines where a test expects one server: killed and started again, it is all of them.
import { type Cluster, startCluster } from '../../dev/cluster/start.ts';
import type { Scope, ServerOptions, ServerProcess } from './server-process.ts';

/** Two gateways, so that people who talk to each other mostly hang on different ones, and two processes of the message service. Ends with the test. */
export async function startSplitServer(t: Scope, options: ServerOptions = {}): Promise<ServerProcess> {
  const env = { PARLEY_WEB: 'none', PARLEY_LOG_LEVEL: 'info', ...options.env };
  const counts = { gateway: 2, accounts: 1, groups: 1, messages: 2, fanout: 2, assets: 0 };
  const cluster = await startCluster({ counts, replicas: 0, env });
  t.after(async () => {
    await cluster.stop();
  });
  return splitServer(cluster);
}

function splitServer(cluster: Cluster): ServerProcess {
  const roles = (['messages', 'accounts', 'groups', 'fanout', 'gateway'] as const).flatMap(role =>
    cluster.processesOf(role),
  );
  const all = (act: (process: (typeof roles)[number]) => unknown) => Promise.all(roles.map(act));
  return {
    url: cluster.url,
    data: '',
    async kill(signal = 'SIGKILL') {
      await all(process => (signal === 'SIGTERM' ? process.stop() : process.kill()));
      return null;
    },
    async start() {
      await all(process => process.restart());
    },
    isRunning: () => roles.every(process => process.isRunning()),
    suspend: () => void all(process => process.pause()),
    resume: () => void all(process => process.resume()),
    logs: () => roles.map(process => `${process.name}:\n${process.log()}`).join('\n'),
  };
}
