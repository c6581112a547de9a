// Finds the Chromium that the browser tests, the screenshots and the web bench drive. Plain JavaScript: npm scripts ask it
// on Node 20.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const usualPlaces = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

export const noChromium =
  'there is no Chromium here; `npm run setup:browser` installs it, or set PARLEY_CHROMIUM to the program';

/** The path of the program, or undefined. When PARLEY_CHROMIUM is set it alone counts. */
export function findChromium(env = process.env) {
  if (env.PARLEY_CHROMIUM) return isProgram(env.PARLEY_CHROMIUM) ? env.PARLEY_CHROMIUM : undefined;
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return [...usualPlaces, ...folders.flatMap(folder => commands.map(command => join(folder, command)))].find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
