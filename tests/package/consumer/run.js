// Run where the packed SDK is installed: two people, one message. The server's URL is the argument.
import { createMemoryStore, register } from '@parley/client';
import { openProfile } from '@parley/client/node';

const code = async ({ developmentCode = '' }) => developmentCode;
const [server = ''] = process.argv.slice(2);
const alice = await register({
  server,
  phone: '+15550400001',
  name: 'Alice',
  store: await openProfile('./profile'),
  code,
});
const bob = await register({ server, phone: '+15550400002', name: 'Bob', store: createMemoryStore(), code });
alice.connect();
bob.connect();
const { id } = await alice.sendText(await alice.resolve(bob.phone), 'hello from elsewhere');
for await (const { text } of bob.incoming()) {
  const { state } = await alice.waitFor(id, 'delivered');
  process.stdout.write(`${state}: ${text}\n`);
  break;
}
await Promise.all([alice.close(), bob.close()]);
