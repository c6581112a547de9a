// Answers each message with its own text. SERVER PHONE PROFILE, in this order, or what stands below.
import { createInterface } from 'node:readline/promises';
import { openClient, type ParleyError, register } from '@parley/client';
import { openProfile } from '@parley/client/node';

const [server = 'http://localhost:8080', phone = '+15550100009', folder = './profiles/echo'] = process.argv.slice(2);
const ask = (question: string) => createInterface(process.stdin, process.stdout).question(question);
const code = async ({ developmentCode }: { developmentCode?: string }) => developmentCode ?? (await ask('Code: '));

const store = await openProfile(folder);
const client = await openClient({ store }).catch((error: ParleyError) => {
  if (error.code !== 'not_registered') throw error;
  return register({ server, phone, name: 'Echo', store, code });
});
const leave = new AbortController();
process.once('SIGINT', () => leave.abort());
client.on('connection', ({ state }) => state === 'stopped' && leave.abort());
client.connect();
for await (const { chat, id, text } of client.incoming({ signal: leave.signal })) {
  await client.sendText(chat, text ?? '', { replyTo: id });
  await client.markRead(chat, id);
}
await client.close();
process.exit();
