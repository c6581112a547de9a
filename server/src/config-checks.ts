// What settings must have of each other. All of it is told at once, with what to do.
import { allRoles, type Role } from './config-cluster.ts';
import { type Config, configTable, envName, flagName, type SettingName } from './config-table.ts';
import { isLoopback } from './config-values.ts';

interface Need {
  readonly links: readonly Role[];
  readonly settings: readonly SettingName[];
}

/** What a role cannot do without, unless the other role runs in the same process. */
const needs: Readonly<Record<Role, Need>> = {
  gateway: { links: ['messages', 'accounts'], settings: ['redis'] },
  messages: { links: ['groups', 'accounts', 'fanout'], settings: ['redis'] },
  groups: { links: ['messages', 'accounts'], settings: ['sql'] },
  fanout: { links: ['messages', 'groups'], settings: [] },
  accounts: { links: ['messages', 'groups'], settings: ['redis', 'sql'] },
  assets: { links: ['accounts'], settings: ['sql'] },
  push: { links: ['messages', 'accounts'], settings: ['sql', 'pushVapidKey'] },
};

/** These are of use together or not at all; the first is the one that says so. */
const sets: readonly (readonly SettingName[])[] = [
  ['s3Endpoint', 's3Bucket', 's3AccessKey', 's3SecretKey'],
  ['linkCert', 'linkKey', 'linkCa'],
  ['kafkaUser', 'kafkaPassword'],
  ['edgeUrl', 'edgeSecret'],
  ['mailbox', 'mailboxSecret'],
  ['pushApnsKey', 'pushApnsKeyId', 'pushApnsTeam', 'pushApnsTopic'],
];

const dependents: readonly (readonly [SettingName, SettingName])[] = [
  ['redisPassword', 'redis'],
  ['redisTls', 'redis'],
  ['kafkaPrefix', 'kafka'],
  ['kafkaPartitions', 'kafka'],
  ['kafkaUser', 'kafka'],
  ['kafkaTls', 'kafka'],
  ['sqlPassword', 'sql'],
  ['sqlReplicas', 'sql'],
  ['sqlTls', 'sql'],
  ['codeWebhookSecret', 'codeWebhook'],
  ['mailboxCa', 'mailbox'],
  ['pushApnsSandbox', 'pushApnsKey'],
];

export interface Checked {
  readonly config: Config;
  /** Whether somebody gave it, be it wrong. */
  readonly has: (name: SettingName) => boolean;
  readonly isWrong: (name: SettingName) => boolean;
}

/** `--sql (PARLEY_SQL)`. */
const call = (name: SettingName): string => `--${flagName(name)} (${envName(name)})`;

export const isSplit = ({ roles }: Config): boolean => roles.length < allRoles.length;

export function crossProblems(checked: Checked): string[] {
  return [
    ...webhookProblems(checked),
    ...sets.flatMap(set => halfGiven(set, checked)),
    ...dependents.flatMap(([name, on]) =>
      checked.config[name] !== configTable[name].default && !checked.has(on)
        ? [`${call(name)} is of no use without ${call(on)}`]
        : [],
    ),
    ...(isSplit(checked.config) ? splitProblems(checked) : []),
  ];
}

function webhookProblems({ config, has }: Checked): string[] {
  if (config.codeSender !== 'webhook' || has('codeWebhook')) return [];
  return [`${call('codeWebhook')} is needed with the code sender webhook`];
}

function halfGiven(set: readonly SettingName[], { has }: Checked): string[] {
  const missing = set.filter(name => !has(name));
  if (missing.length === 0 || missing.length === set.length) return [];
  return [`${call(set.find(has)!)} goes with ${missing.map(call).join(' and ')}: give all or none`];
}

function splitProblems(checked: Checked): string[] {
  return [...missingEngines(checked), ...missingPeers(checked), ...gatewayProblems(checked), ...openLinks(checked)];
}

function missingEngines({ config, has }: Checked): string[] {
  return (['redis', 'sql', 'pushVapidKey'] as const).flatMap(engine => {
    const by = config.roles.filter(role => needs[role].settings.includes(engine));
    return by.length === 0 || has(engine)
      ? []
      : [`${call(engine)} is needed: ${listed(by)} cannot run apart without it`];
  });
}

function missingPeers({ config: { roles, linkPeers }, has, isWrong }: Checked): string[] {
  if (isWrong('linkPeers')) return [];
  const needsLink = (own: Role, role: Role): boolean =>
    needs[own].links.includes(role) && !(role === 'fanout' && has('kafka')); // which carries it there
  const reached = new Set([...roles, ...linkPeers.map(({ role }) => role)]);
  const missing = allRoles.filter(role => !reached.has(role) && roles.some(own => needsLink(own, role)));
  return missing.map(role => {
    const by = roles.filter(own => needsLink(own, role));
    return `${call('linkPeers')} must name a process of ${role} (${role}=host:port): ${listed(by)} cannot run without it`;
  });
}

function gatewayProblems({ config: { roles, gatewayId }, isWrong }: Checked): string[] {
  if (!roles.includes('gateway') || gatewayId !== 'local' || isWrong('gatewayId')) return [];
  return [`${call('gatewayId')} is needed: each gateway must have a name that no other one has`];
}

const ANY = /^(0\.0\.0\.0|::)$/;

function openLinks({ config: { roles, linkHost, linkPeers }, has }: Checked): string[] {
  const problems: string[] = [];
  if (roles.includes('gateway') && ANY.test(linkHost)) {
    problems.push(
      `${call('linkHost')} must be a name or address under which other processes reach this one, not ${linkHost}`,
    );
  }
  const certificates = `${call('linkCert')}, ${call('linkKey')} and ${call('linkCa')}`;
  if (has('linkCert') || has('linkKey') || has('linkCa')) return problems;
  if (!isLoopback(linkHost)) {
    problems.push(`${call('linkHost')} is not this machine alone: links that others reach need ${certificates}`);
  }
  const far = linkPeers
    .filter(({ host }) => !isLoopback(host))
    .map(({ role, host, port }) => `${role}=${host}:${port}`);
  if (far.length > 0)
    problems.push(`${call('linkPeers')} leave this machine (${listed(far)}): they need ${certificates}`);
  return problems;
}

const listed = (names: readonly string[]): string => names.join(', ');
