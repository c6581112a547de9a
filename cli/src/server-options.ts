// The options of `parley serve`, from the server's own table of settings.
import { Option } from 'commander';

/** Only `serve` pays for loading the server's table. */
export async function serverOptions(command: string | undefined): Promise<Option[]> {
  if (command !== 'serve') return [];
  const { configTable, envName, flagName } = await import('@parley/server');
  return Object.entries(configTable).map(([name, setting]) => {
    const value = 'value' in setting ? ` <${setting.value}>` : '';
    const standard = setting.default === '' || setting.default === false ? '' : `; default ${setting.default}`;
    return new Option(`--${flagName(name)}${value}`, `${setting.description} (${envName(name)}${standard})`);
  });
}
