// The settings of a server whose roles run in several processes, and of the engines it then uses.
import {
  type Address,
  address,
  flag,
  integer,
  listOf,
  namedAddress,
  nameOf,
  sqlAddress,
  type Table,
  text,
  webAddress,
  webAddressOrPath,
} from './config-values.ts';

export const allRoles = ['gateway', 'messages', 'groups', 'fanout', 'assets', 'accounts', 'push'] as const;

export type Role = (typeof allRoles)[number];

export interface LinkPeer extends Address {
  readonly role: Role;
}

export interface SqlReplica extends Address {
  readonly region: string;
}

const role = nameOf(allRoles, 'role');
const file = text(/./, 'a file');
const secret = { default: '', secret: true, parse: text() } as const;

interface Split {
  readonly roles: readonly Role[];
  readonly gatewayId: string;
  readonly region: string;
}

export const split: Table<Split> = {
  roles: {
    default: allRoles,
    written: 'all',
    value: 'LIST',
    description: `what this process does, separated by commas: ${allRoles.join(', ')}; or all`,
    parse: given => (given === 'all' ? allRoles : [...new Set(listOf(role)(given))]),
  },
  gatewayId: {
    default: 'local',
    value: 'NAME',
    description: 'name of this gateway, which no other one has',
    parse: text(/^[\w.-]{1,64}$/, 'letters, digits, dots and dashes, at most 64'),
  },
  region: {
    default: '',
    value: 'NAME',
    description: 'where this process stands: replicas of the database in the same region are asked first',
    parse: text(/^[\w.-]{1,64}$/, 'letters, digits, dots and dashes, at most 64'),
  },
};

interface Links {
  readonly linkHost: string;
  readonly linkPort: number;
  readonly linkPeers: readonly LinkPeer[];
  readonly linkCert: string;
  readonly linkKey: string;
  readonly linkCa: string;
}

export const links: Table<Links> = {
  linkHost: {
    default: '127.0.0.1',
    value: 'ADDRESS',
    description: 'address for links of the other processes, which reach this one under it',
    parse: text(/^[^\s:]+$|^[\da-fA-F:]+$/, 'an address without its port'),
  },
  linkPort: { default: 8090, value: 'N', description: 'port of links', parse: integer(0, 65_535) },
  linkPeers: {
    default: [],
    value: 'LIST',
    description: 'the other processes, separated by commas: role=host:port; a role as often as it has processes',
    parse: listOf(given => {
      const { name, ...place } = namedAddress(given);
      return { role: role(name), ...place };
    }),
  },
  linkCert: { default: '', value: 'FILE', description: 'certificate of this process for links (PEM)', parse: file },
  linkKey: { default: '', value: 'FILE', description: 'private key of that certificate (PEM)', parse: file },
  linkCa: {
    default: '',
    value: 'FILE',
    description: 'certificate of the authority that signs those of all processes (PEM)',
    parse: file,
  },
};

interface Redis {
  readonly redis: readonly Address[];
  readonly redisPassword: string;
  readonly redisTls: boolean;
}

export const redis: Table<Redis> = {
  redis: {
    default: [],
    value: 'LIST',
    description: 'nodes of the Redis cluster, or one server, separated by commas: host:port',
    parse: listOf(address),
  },
  redisPassword: { ...secret, value: 'SECRET', description: 'password of Redis' },
  redisTls: { default: false, description: 'TLS to Redis', parse: flag },
};

interface Kafka {
  readonly kafka: readonly Address[];
  readonly kafkaPrefix: string;
  readonly kafkaPartitions: number;
  readonly kafkaUser: string;
  readonly kafkaPassword: string;
  readonly kafkaTls: boolean;
}

export const kafka: Table<Kafka> = {
  kafka: {
    default: [],
    value: 'LIST',
    description:
      'brokers of Kafka, separated by commas: host:port; for the roles messages and fanout, which can then have several processes of fanout',
    parse: listOf(address),
  },
  kafkaPrefix: {
    default: 'parley',
    value: 'NAME',
    description: 'what the names of the topic and of the consumer group begin with',
    parse: text(/^[\w.-]{1,64}$/, 'letters, digits, dots and dashes, at most 64'),
  },
  kafkaPartitions: {
    default: 12,
    value: 'N',
    description: 'partitions of the topic: no more processes of fanout than these have work; never to be changed later',
    parse: integer(1, 1_024),
  },
  kafkaUser: {
    default: '',
    value: 'NAME',
    description: 'user of Kafka (SASL, SCRAM-SHA-512)',
    parse: text(/^\S{1,256}$/, 'a name without blanks'),
  },
  kafkaPassword: { ...secret, value: 'SECRET', description: 'password of that user' },
  kafkaTls: { default: false, description: 'TLS to Kafka', parse: flag },
};

interface Sql {
  readonly sql: string;
  readonly sqlPassword: string;
  readonly sqlReplicas: readonly SqlReplica[];
  readonly sqlPool: number;
  readonly sqlTls: boolean;
}

export const sql: Table<Sql> = {
  sql: {
    default: '',
    value: 'URL',
    description:
      'mysql://user@host:port/database of MySQL or MariaDB, with commas between several hosts of which one is the primary; without it SQLite files in the data folder',
    parse: sqlAddress,
  },
  sqlPassword: { ...secret, value: 'SECRET', description: 'password of the user of the database' },
  sqlReplicas: {
    default: [],
    value: 'LIST',
    description: 'replicas of the database, separated by commas: region=host:port',
    parse: listOf(given => {
      const { name: region, ...place } = namedAddress(given);
      return { region, ...place };
    }),
  },
  sqlPool: { default: 10, value: 'N', description: 'connections to each database at once', parse: integer(1, 1_000) },
  sqlTls: { default: false, description: 'TLS to the database', parse: flag },
};

/** Nodes of one number are a cell. */
interface CellAddress extends Address {
  readonly cell: number;
}

interface Inboxes {
  readonly mailbox: readonly CellAddress[];
  readonly mailboxSecret: string;
  readonly mailboxCa: string;
}

export const inboxes: Table<Inboxes> = {
  mailbox: {
    default: [],
    value: 'LIST',
    description:
      'nodes of the mailbox, which keeps inboxes in Mnesia, separated by commas, and by a semicolon between cells: host:port; name all of them. Without it an SQLite file in the data folder',
    parse: given =>
      given.split(';').flatMap((nodes, cell) => listOf(address)(nodes).map(place => ({ ...place, cell }))),
  },
  mailboxSecret: { ...secret, value: 'SECRET', description: 'what the nodes of the mailbox know their clients by' },
  mailboxCa: {
    default: '',
    value: 'FILE',
    description: 'TLS to the mailbox: certificate of the authority that signs those of its nodes (PEM)',
    parse: file,
  },
};

interface Files {
  readonly s3Endpoint: string;
  readonly s3Region: string;
  readonly s3Bucket: string;
  readonly s3AccessKey: string;
  readonly s3SecretKey: string;
  readonly edgeUrl: string;
  readonly edgeSecret: string;
  readonly edgeThreshold: number;
}

export const files: Table<Files> = {
  s3Endpoint: {
    default: '',
    value: 'URL',
    description: 'address of the S3 store of encrypted files; without it the data folder',
    parse: webAddress,
  },
  s3Region: {
    default: 'us-east-1',
    value: 'NAME',
    description: 'its region; most stores that are not Amazon’s take any',
    parse: text(/^[\w-]+$/, 'a region'),
  },
  s3Bucket: {
    default: '',
    value: 'NAME',
    description: 'its bucket; made if it is missing and the key may do so',
    parse: text(/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/, 'the name of a bucket'),
  },
  s3AccessKey: { ...secret, value: 'ID', description: 'its access key' },
  s3SecretKey: { ...secret, value: 'SECRET', description: 'secret of that key' },
  edgeUrl: {
    default: '',
    value: 'URL',
    description:
      'where files that many fetch are fetched: the address of the edge, or its path at the address of the server',
    parse: webAddressOrPath,
  },
  edgeSecret: {
    ...secret,
    value: 'SECRET',
    description: 'what links to the edge are signed with; the edge has it too',
  },
  edgeThreshold: {
    default: 20,
    value: 'N',
    description: 'fetches of a file, those of late counted more, from which on it is fetched at the edge',
    parse: integer(0, 1_000_000),
  },
};

export interface ClusterConfig extends Split, Links, Redis, Kafka, Sql, Inboxes, Files {}
