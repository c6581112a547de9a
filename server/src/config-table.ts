// Every setting of the server, by topic. The command line, the environment, their documentation and the errors about them
// come from here.
import { type ClusterConfig, files, inboxes, kafka, links, redis, split, sql } from './config-cluster.ts';
import { type PushConfig, push } from './config-push.ts';
import { bounds, general, registration, type ServerConfig, watching } from './config-server.ts';
import type { Setting, Table } from './config-values.ts';

export interface Config extends ServerConfig, PushConfig, ClusterConfig {}

export type SettingName = keyof Config;

export const configTopics: Readonly<Record<string, Readonly<Record<string, Setting<unknown>>>>> = {
  'The server': general,
  Registration: registration,
  'Logs and metrics': watching,
  Limits: bounds,
  'Pushes: devices that are not connected': push,
  'Roles: one process or several': split,
  'Links between processes': links,
  'Redis: where devices are connected': redis,
  'Kafka: the way of messages to groups': kafka,
  'MySQL or MariaDB: accounts, keys, groups and lists of files': sql,
  'The mailbox: messages that wait': inboxes,
  'S3 and the edge: encrypted files': files,
};

export const configTable: Table<Config> = {
  ...general,
  ...registration,
  ...watching,
  ...bounds,
  ...push,
  ...split,
  ...links,
  ...redis,
  ...kafka,
  ...sql,
  ...inboxes,
  ...files,
};

export const settingNames = Object.keys(configTable) as SettingName[];

/** `sendsPerSecond` → `PARLEY_SENDS_PER_SECOND`. */
export function envName(setting: string): string {
  return `PARLEY_${setting.replaceAll(/[A-Z]/g, upper => `_${upper}`).toUpperCase()}`;
}

/** `sendsPerSecond` → `sends-per-second`. */
export function flagName(setting: string): string {
  return setting.replaceAll(/[A-Z]/g, upper => `-${upper.toLowerCase()}`);
}

/** `sqlPassword` → `sqlPasswordFile`: the path of a file that holds the secret. */
export const fileSetting = (setting: string): string => `${setting}File`;

const isSecret = (name: SettingName): boolean => configTable[name].secret === true;

/** Whatever can be given: the settings, and the files of the secret ones. */
export const givenNames: readonly string[] = settingNames.flatMap(name =>
  isSecret(name) ? [name, fileSetting(name)] : [name],
);
