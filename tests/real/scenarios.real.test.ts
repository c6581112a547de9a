// The same plays as with one process, word for word, on roles in processes of their own with Redis and MariaDB.
import { test } from 'node:test';
import { playAll } from '../scenarios/play-all.ts';
import { startSplitServer } from '../support/split-server.ts';

test('scenarios with every role in processes of its own', { timeout: 600_000 }, t => playAll(t, startSplitServer));
