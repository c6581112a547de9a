// A cluster under measurement, with the processes that a message goes through as one server.
import { startCluster } from '../../dev/cluster/start.ts';
import { type BenchServer, cpuOfAll, metricOf } from './server.ts';

export interface BenchCluster extends BenchServer {
  /** Of each gateway, past the balancer. */
  readonly gateways: readonly string[];
}

/** Two gateways. Files and groups are not part of it. Without nodes of the mailbox, inboxes are in the message service's file. */
export async function startBenchCluster({ mailboxNodes }: { mailboxNodes: number }): Promise<BenchCluster> {
  const counts = { gateway: 2, accounts: 1, groups: 1, messages: 1, fanout: 1, assets: 0 };
  const env = { PARLEY_WEB: 'none', PARLEY_SENDS_PER_SECOND: '0', PARLEY_LOG_LEVEL: 'warn' };
  const cluster = await startCluster({ counts, replicas: 0, mailboxNodes, env });
  const relaying = [...cluster.gateways, ...cluster.processesOf('messages'), ...(cluster.mailbox?.nodes ?? [])];
  const store = cluster.urlOf('messages-1');
  return {
    url: cluster.url,
    gateways: ['gateway-1', 'gateway-2'].map(cluster.urlOf),
    pid: cluster.processesOf('messages')[0]!.pid,
    data: '',
    cpu: () => sumOf(relaying),
    memory: () => 0,
    metric: name => metricOf(store, name),
    stop: cluster.stop,
  };
}

function sumOf(processes: readonly { readonly pid: number }[]): { user: number; system: number } {
  const all = processes.map(({ pid }) => cpuOfAll(pid));
  return {
    user: all.reduce((sum, { user }) => sum + user, 0),
    system: all.reduce((sum, { system }) => sum + system, 0),
  };
}
