import { serve } from '@parley/server';

/** Resolves to the exit code. */
export function serveCommand(options: Readonly<Record<string, string | true>>): Promise<number> {
  const flags = Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)]));
  return serve({
    env: process.env,
    flags,
    onListening: ({ url, data, dev, registration, web }) => {
      const address = url.replace('127.0.0.1', 'localhost');
      if (web) process.stdout.write(`\nOpen ${address} in your browser.\n`);
      process.stdout.write(`\nParley is running at ${address}, with its data in ${data}.\n`);
      process.stdout.write(dev ? whatNext(address) : `Registration: ${registration}. Stop it with Ctrl-C.\n`);
    },
  });
}

function whatNext(url: string): string {
  const register = (phone: string, name: string): string =>
    `  npx parley register --server ${url} --phone ${phone} --name ${name} --profile ./profiles/${name.toLowerCase()} --dev-code`;
  return `
Two people chat from terminals, each in one of their own:

${register('+15550100001', 'Alice')}
${register('+15550100002', 'Bob')}
  npx parley chat --profile ./profiles/alice +15550100002
  npx parley chat --profile ./profiles/bob +15550100001

HTTP API: ${url}/docs. This is a development server: it shows registration codes to whoever asks on this machine.
Stop it with Ctrl-C.
`;
}
