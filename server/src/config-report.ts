// What `parley config check` tells: every setting as it would be used, what is wrong, and what is worth knowing.
import { type ReadConfig, readConfig, type Texts, withoutPassword } from './config.ts';
import { certificateProblems } from './config-certificates.ts';
import { isSplit } from './config-checks.ts';
import { defaultText } from './config-page.ts';
import { type Config, configTable, configTopics, flagName, type SettingName } from './config-table.ts';
import { isLoopback, type Setting } from './config-values.ts';

export interface ConfigReport {
  readonly config: Config;
  readonly topics: readonly { readonly title: string; readonly settings: readonly ReportedSetting[] }[];
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

export interface ReportedSetting {
  /** As the flag is named. */
  readonly name: string;
  /** Of a secret only whether it is set. */
  readonly text: string;
  /** Undefined: the default. */
  readonly from: string | undefined;
}

export function reportConfig(env: Texts, flags: Texts, now: number): ConfigReport {
  const read = readConfig(env, flags);
  const topics = Object.entries(configTopics).map(([title, table]) => ({
    title,
    settings: Object.entries(table).map(([name, setting]) => reported(name as SettingName, setting, read)),
  }));
  const certificates = certificateProblems(read.config, now);
  return { config: read.config, topics, problems: [...read.problems, ...certificates], notes: notesOn(read.config) };
}

function reported(name: SettingName, setting: Setting<unknown>, { given }: ReadConfig): ReportedSetting {
  const found = given.get(name);
  const text = withoutPassword(found?.text ?? defaultText(setting));
  return { name: flagName(name), text: setting.secret && found ? 'set' : text, from: found?.from };
}

/** True of these settings, and not what everybody expects. */
function notesOn(config: Config): string[] {
  const { roles, s3Endpoint, codeSender, registration, dev, host, trustProxy, metricsToken, pushContact } = config;
  const notes: [boolean, string][] = [
    [
      isSplit(config) && roles.includes('assets') && s3Endpoint === '',
      'encrypted files are kept in the data folder: all processes of the role assets must share its folder assets/',
    ],
    [
      roles.includes('accounts') && codeSender === 'console' && registration !== 'invite',
      'registration codes are written into the log, and sent to nobody',
    ],
    [dev && !isLoopback(host), 'this is a development server that others reach: it must not be used by others'],
    [
      roles.includes('push') && pushContact === configTable.pushContact.default,
      'push services are given no address under which they could reach you (--push-contact)',
    ],
    [
      trustProxy !== '' && metricsToken === '',
      '/metrics has no token: a proxy on this machine must not pass requests for it on',
    ],
  ];
  return notes.flatMap(([holds, note]) => (holds ? [note] : []));
}
