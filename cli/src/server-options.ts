// The options of `parley serve` and `parley config check`, from the server's own table of settings.
import { Option } from 'commander';

/** Only these commands pay for loading the server's table. */
export async function serverOptions(command: string | undefined): Promise<Option[]> {
  if (command !== 'serve' && command !== 'config') return [];
  const { configTable, defaultText, envName, fileSetting, flagName } = await import('@parley/server');
  return Object.entries(configTable).flatMap(([name, setting]) => {
    const value = 'value' in setting ? ` <${setting.value}>` : '';
    const text = defaultText(setting);
    const standard = text === '' || text === 'false' ? '' : `; default ${text}`;
    const own = new Option(`--${flagName(name)}${value}`, `${setting.description} (${envName(name)}${standard})`);
    if (!setting.secret) return [own];
    const file = fileSetting(name);
    return [own, new Option(`--${flagName(file)} <FILE>`, `file that holds it (${envName(file)})`)];
  });
}
