export const root: string;
export function findNode24(): string | undefined;
export function isInstalled(): boolean;
export function runOnNode24(script: URL | string, args?: string[]): Promise<void>;
export function run(
  command: string,
  args: string[],
  options?: import('node:child_process').SpawnOptions,
): Promise<number>;
