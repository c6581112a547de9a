// docs/capacity.md: what so many users need, from what a unit of each thing was measured to cost.

/** On one core of the machine that bench/results names; each with the file it comes from. */
const unit = {
  /** CPU of all processes of Parley for a message between two people on two gateways, sent to receipt, in µs: `cluster`. */
  messageUs: 147,
  /** Of it at the gateways, in µs: the rest is message service and links. */
  gatewayUs: 90,
  /** CPU of a row in an inbox for a message to a group, with its hint, ack and share of the receipt, in µs: `group-256`. */
  groupDeliveryUs: 17,
  /** Memory of a connection on a gateway in kB: `idle`. */
  connectionKb: 11.4,
  /** Rows that three nodes of the mailbox on two shared cores, client included, make durable a second: `mailbox`. */
  mailboxRows: 5_900,
  /** Memory of a waiting row of 300 B on each node, in B: `mailbox`. */
  mailboxRowB: 567,
  /** A message with its envelope, in B. */
  messageB: 700,
  /** Memory of a registered device in Redis, in B: three keys of hash and string. */
  sessionB: 250,
  /** An account in MySQL with one-time prekeys, lists and indexes, in kB. */
  accountKb: 12,
} as const;

/** Ratios of WhatsApp in 2014 (R. Reed, "That's 'Billion' with a 'B'", Erlang Factory 2014), and what we assume. */
const use = {
  concurrent: 0.32,
  peak: 1.56,
  perUserDay: 50,
  outPerIn: 2.08,
  /** Of messages, that carry a file; its mean size; how long it stays. */
  files: 0.05,
  fileKb: 250,
  fileDays: 45,
  /** Of what is written, that waits for somebody who is away, and for how long. */
  waiting: 0.3,
  waitingHours: 8,
} as const;

/** Nothing runs fuller than this. */
const load = 0.5;
const gatewayConnections = 200_000;
const gatewayCores = 4;
const cellRows = 8 * unit.mailboxRows;
const shardAccounts = 20_000_000;
const partitionPerSecond = 5_000;
const daySeconds = 86_400;

const sizes = [5_000, 100_000, 10_000_000, 100_000_000, 2_000_000_000];

interface Plan {
  readonly [what: string]: string;
}

export function capacityMarkdown(): string {
  const plans = sizes.map(planFor);
  const names = Object.keys(plans[0]!);
  const table = [
    `| | ${sizes.map(amount).join(' | ')} |`,
    `| --- |${sizes.map(() => ' --- |').join('')}`,
    ...names.map(name => `| ${name} | ${plans.map(plan => plan[name]).join(' | ')} |`),
  ];
  return [introduction, '## What so many users a month need', '', ...table, '', costs(), rest].join('\n');
}

function planFor(users: number): Plan {
  const connected = users * use.concurrent;
  const written = ((users * use.perUserDay) / daySeconds) * use.peak;
  const rows = written * use.outPerIn;
  const cores = (rows * unit.messageUs) / 1e6 / load;
  const gateways = Math.max(connected / gatewayConnections, (rows * unit.gatewayUs) / 1e6 / load / gatewayCores);
  const waitingRows = ((users * use.perUserDay) / 24) * use.waitingHours * use.waiting * use.outPerIn;
  const filesB = users * use.perUserDay * use.files * use.fileKb * 1_000 * use.fileDays;
  const isOne = users <= 5_000;
  return {
    'connected at the peak': amount(connected),
    'messages written a second at the peak': amount(written),
    'rows in inboxes a second': amount(rows),
    'cores for Parley, half busy': amount(Math.ceil(cores)),
    'gateways of 4 cores': isOne ? 'one process for all' : amount(Math.max(2, Math.ceil(gateways))),
    'memory of connections': bytes(connected * unit.connectionKb * 1_000),
    'mailbox cells of 3 nodes': isOne ? 'SQLite' : amount(Math.max(1, Math.ceil(rows / load / cellRows))),
    'memory of waiting rows, each of 3 nodes, all cells': bytes(waitingRows * unit.mailboxRowB),
    'Redis, sessions': isOne ? '–' : bytes(users * unit.sessionB),
    'Kafka partitions': isOne ? '–' : amount(Math.max(12, Math.ceil(written / partitionPerSecond))),
    'MySQL shards': isOne ? 'SQLite' : amount(Math.max(1, Math.ceil(users / shardAccounts))),
    'accounts and keys': bytes(users * unit.accountKb * 1_000),
    'files kept': bytes(filesB),
    'bandwidth of messages, out': bits(rows * unit.messageB * 8),
    'bandwidth of files, out': bits(rows * use.files * use.fileKb * 8_000),
  };
}

function amount(value: number): string {
  if (value >= 1e9) return `${digits(value / 1e9)} billion`;
  if (value >= 1e6) return `${digits(value / 1e6)} million`;
  if (value >= 10_000) return `${Math.round(value / 1_000)},000`;
  return value >= 1_000 ? Math.round(value).toLocaleString('en-US') : digits(value);
}

function scaled(value: number, units: readonly string[]): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(value) / 3)));
  return `${digits(value / 1_000 ** power)} ${units[power]}`;
}

const bytes = (value: number): string => scaled(value, ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB']);
const bits = (value: number): string => scaled(value, ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s']);
const digits = (value: number): string =>
  value < 10 ? String(Math.round(value * 10) / 10) : String(Math.round(value));

const introduction = `# Capacity

What Parley needs for so many users, computed from what a unit of each thing was measured to cost. Generated from \`dev/capacity-page.ts\` by
\`npm run generate\`: change a cost there, and this page follows.

A plan, not a proof: nobody has run more than 10,000 connections and a few thousand messages a second of it, and the machine of the measurements has two
shared virtual cores that did other work. What is computed for more than a million users says which parts would have to be many, not that they have been.
`;

function costs(): string {
  return `## What it is computed from

| unit | cost | measured by |
| --- | --- | --- |
| a message between two people on two gateways, sent to receipt | ${unit.messageUs} µs of CPU, ${unit.gatewayUs} of them at gateways | \`npm run bench -- cluster\` |
| a message to a group, each device | ${unit.groupDeliveryUs} µs of CPU | \`npm run bench -- group-256\` |
| a connection | ${unit.connectionKb} kB | \`npm run bench -- idle\` |
| rows that a cell of three nodes makes durable | ${unit.mailboxRows.toLocaleString('en-US')} a second on two shared cores; ${cellRows.toLocaleString('en-US')} taken for three machines of 4 cores | \`npm run bench -- mailbox\` |
| a waiting row of 300 B | ${unit.mailboxRowB} B on each node | \`npm run bench -- mailbox\` |
| a registered device | ${unit.sessionB} B in Redis | assumed |
| an account | ${unit.accountKb} kB in MySQL | assumed |

Of WhatsApp in 2014: ${use.concurrent} of the month's users connected at once, the peak ${use.peak} times the mean, ${use.outPerIn} deliveries for a message, ${use.perUserDay} messages a
user and day. Assumed: ${use.files * 100} % of messages carry a file of ${use.fileKb} kB, which stays ${use.fileDays} days; ${use.waiting * 100} % of rows wait ${use.waitingHours} hours for somebody who is away; nothing is
more than half busy; at most ${gatewayConnections.toLocaleString('en-US')} connections a gateway; ${partitionPerSecond.toLocaleString('en-US')} messages a second and partition; ${shardAccounts / 1e6} million accounts a MySQL shard.
`;
}

const rest = `## How it grows

- **Up to some thousand users**: \`parley serve\`, one process. 5,000 users write 5 messages a second at the peak; one core relays some thousand.
- **Gateways and the processes of each role** are added and taken away at any time: nothing is kept in them.
- **The mailbox** grows by cells of three nodes, each with shards of its own, never by one large mesh of Mnesia: a commit asks every member of its cell, and a
  split of the network is decided by three. Shards move to another cell while they serve ([how](../mailbox/README.md#several-cells)).
- **Kafka**: the number of partitions is fixed for the life of the topic, because a group must stay in its partition. Take four times what is needed.
- **MySQL** takes one primary today. Accounts and groups are found by id only, so that they can be split by it; that is not built.
- **Redis** is a hint and can be lost whole; a cluster is added to with its own tools.
- **Files** are in any S3; what is fetched often comes from the edge ([files](operations/files.md)).
- Moving to more shards: write to old and new, copy what is there, read from the new, drop the old.
`;
