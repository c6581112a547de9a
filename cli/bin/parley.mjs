#!/usr/bin/env node
import { runOnNode24 } from '../../dev/node24.mjs';

await runOnNode24(new URL('../src/main.ts', import.meta.url), process.argv.slice(2));
