import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'parley-store-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

/** A file of its own for each call, gone after the tests. */
export const temporaryPath = (): string => join(folder, `${++files}.sqlite`);
