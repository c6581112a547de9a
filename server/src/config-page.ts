// docs/config.md, from the table of settings.
import { configTopics, envName, fileSetting, flagName } from './config-table.ts';
import type { Setting } from './config-values.ts';

const INTRODUCTION = `# Settings

Every setting of \`parley serve\`, as a flag and as an environment variable. This page is generated from the tables in
\`server/src/config-*.ts\` by \`npm run generate\`.

A setting comes from the flag, else from the variable, else from the file that \`--config\` names, else it has its default. An
empty one counts as not given. What is no setting, in the file or as a variable that begins with \`PARLEY_\`, is an error, with what was
probably meant; all that is wrong is told at once. \`parley config check\` tells it without starting a server.

The file has a line for each setting, \`name = value\`, with the flag's name. \`#\` begins a remark; a value that holds one after a blank, or
quotes, stands in quotes. Switches are \`true\` or \`false\`. Paths are from where the server is started.

\`\`\`
# /etc/parley/parley.conf
port = 8080
data = /var/lib/parley
registration = invite
metrics-token-file = /run/secrets/metrics-token
\`\`\`

A secret, marked 🔒, can be given by a file that holds it and nothing else: \`--metrics-token-file\`, \`PARLEY_METRICS_TOKEN_FILE\` and so on. That
is better: other users of the machine can read flags. Secrets are shown in no error and no log.
`;

export function configMarkdown(): string {
  const topics = Object.entries(configTopics).flatMap(([title, table]) => [
    `## ${title}`,
    '',
    '| flag | variable | default | meaning |',
    '| --- | --- | --- | --- |',
    ...Object.entries(table).map(([name, setting]) => row(name, setting)),
    '',
  ]);
  return [INTRODUCTION, ...topics].join('\n');
}

function row(name: string, setting: Setting<unknown>): string {
  const standard = defaultText(setting) === '' ? '' : `\`${defaultText(setting)}\``;
  const file = setting.secret ? ` 🔒 \`--${flagName(fileSetting(name))}\`` : '';
  return `| \`--${flagName(name)}\` | \`${envName(name)}\` | ${standard} | ${setting.description}${file} |`;
}

export function defaultText(setting: Setting<unknown>): string {
  return setting.written ?? String(setting.default);
}
