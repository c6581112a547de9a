import { forgetOneTimeKeys } from '@parley/server';
import { printJson } from '../options.ts';
import { type ServerPlace, serverPlace } from '../server-place.ts';

interface Options extends ServerPlace {
  json?: boolean;
}

export async function restoredCommand({ json, ...place }: Options): Promise<void> {
  const oneTimeKeysRemoved = await forgetOneTimeKeys(serverPlace(place));
  if (json) return printJson({ oneTimeKeysRemoved });
  process.stdout.write(
    `${oneTimeKeysRemoved} one-time prekeys removed, so that none is handed out a second time. Devices upload new ones when they\n` +
      'connect; until then sessions with them start from their last-resort keys.\n\n' +
      'Start the server now. Devices go on with new inbox numbers by themselves. Gone are: messages that were stored since\n' +
      'the copy and not delivered, and accounts made since the copy; those register again.\n',
  );
}
