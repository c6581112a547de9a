import { test } from 'node:test';
import { startServerProcess } from '../support/server-process.ts';
import { playAll } from './play-all.ts';

test('scenarios with all rooms in one process', { timeout: 300_000 }, t => playAll(t, startServerProcess));
