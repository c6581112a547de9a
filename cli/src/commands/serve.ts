import { serve } from '@parley/server';

/** Resolves to the exit code. */
export async function serveCommand(options: Readonly<Record<string, string | true>>): Promise<number> {
  const flags = Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)]));
  let stopEcho: Promise<() => Promise<void>> | undefined;
  const code = await serve({
    env: process.env,
    flags,
    onListening: ({ url, data, dev, registration, web, echo }) => {
      const address = url.replace(/127\.0\.0\.1|0\.0\.0\.0|\[::1?\]/, 'localhost');
      const isForTrying = dev && registration === 'open' && /localhost|127\.0\.0\.1|\[::1\]/.test(url); // else no code is shown
      if (web) process.stdout.write(`\nOpen ${address} in your browser.\n`);
      process.stdout.write(`\nParley is running at ${address}, with its data in ${data}.\n`);
      process.stdout.write(
        isForTrying ? whatNext(address, echo) : `Registration: ${registration}. Stop it with Ctrl-C.\n`,
      );
      if (echo) stopEcho = import('../echo/echo-process.ts').then(it => it.startEcho({ url, data, phone: echo }));
    },
  });
  await (await stopEcho)?.();
  return code;
}

function whatNext(url: string, echo: string | undefined): string {
  const register = (phone: string, name: string): string =>
    `  npx parley register --server ${url} --phone ${phone} --name ${name} --profile ./profiles/${name.toLowerCase()} --dev-code`;
  const alone = `
Nobody else there? Say hi to Echo at ${echo}: it sends back whatever you send, and comes into groups.
`;
  return `${echo ? alone : ''}
Two people chat from terminals, each in one of their own:

${register('+15550100001', 'Alice')}
${register('+15550100002', 'Bob')}
  npx parley chat --profile ./profiles/alice +15550100002
  npx parley chat --profile ./profiles/bob +15550100001

HTTP API: ${url}/docs. This is a development server: it shows registration codes to whoever asks on this machine.
Stop it with Ctrl-C.
`;
}
