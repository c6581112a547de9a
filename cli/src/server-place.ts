// Which server a command of its operator is about: the settings that `parley serve` would have.
import { Option } from 'commander';

export interface ServerPlace {
  data?: string;
  config?: string;
}

export const placeOptions = (): Option[] => [
  new Option('--data <folder>', "the server's data folder (PARLEY_DATA)"),
  new Option('--config <FILE>', "the server's settings (PARLEY_CONFIG)"),
];

export function serverPlace({ data, config }: ServerPlace) {
  const flags: Record<string, string> = {};
  if (data !== undefined) flags.data = data;
  if (config !== undefined) flags.config = config;
  return { env: process.env, flags };
}
