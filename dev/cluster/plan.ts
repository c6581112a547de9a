// Which processes of Parley a cluster has, and what each is told.
import type { Role } from '../../server/src/config-cluster.ts';
import { freePorts } from '../parts/ports.ts';

export const roles = ['messages', 'accounts', 'groups', 'fanout', 'assets', 'gateway'] as const;
export type ClusterRole = (typeof roles)[number];

export interface Member {
  /** `gateway-2`. */
  readonly name: string;
  readonly role: ClusterRole;
  readonly httpPort: number;
  readonly linkPort: number;
}

export type Counts = Readonly<Record<ClusterRole, number>>;

/** Messages without a mailbox and fan-out without Kafka keep what they have in files of their own: one process each. */
export const usualCounts: Counts = { gateway: 3, accounts: 2, groups: 2, assets: 2, messages: 2, fanout: 2 };

/** What its processes do: pushes are made where accounts are. */
export const rolesOf = (role: ClusterRole): readonly Role[] => (role === 'accounts' ? ['accounts', 'push'] : [role]);

/** What no process of Parley reaches by a link; several processes of fanout are reached by Kafka. */
const unlinked: readonly ClusterRole[] = ['gateway', 'assets'];

export const needsKafka = ({ fanout }: Pick<Counts, 'fanout'>): boolean => fanout > 1;

export async function planMembers(counts: Counts): Promise<Member[]> {
  const named = roles.flatMap(role =>
    Array.from({ length: counts[role] }, (_, index) => ({ role, name: `${role}-${index + 1}` })),
  );
  const ports = await freePorts(2 * named.length);
  return named.map((member, index) => ({ ...member, httpPort: ports[2 * index]!, linkPort: ports[2 * index + 1]! }));
}

/** The setting `linkPeers` of one of them. */
export function peersOf(own: Member, members: readonly Member[]): string {
  const byKafka = needsKafka({ fanout: members.filter(({ role }) => role === 'fanout').length });
  const linked = ({ name, role }: Member): boolean =>
    name !== own.name && !unlinked.includes(role) && !(role === 'fanout' && byKafka);
  const others = members.filter(linked);
  return others.flatMap(({ role, linkPort }) => rolesOf(role).map(each => `${each}=127.0.0.1:${linkPort}`)).join(',');
}
