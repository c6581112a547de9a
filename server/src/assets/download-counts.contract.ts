// What every backend of `DownloadCounts` does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DownloadCounts, WINDOW_MS } from './download-counts.ts';

/** The time when a window begins. */
const START = 1_800_000_000_000;
let contents = 0;
const newContent = (): string => (++contents).toString(16).padStart(64, 'c');

/** `open`: another process on the same counts. */
export function downloadCountsContract(name: string, open: () => DownloadCounts): void {
  test(`${name}: fetches of ten minutes are counted, each content by itself`, async () => {
    const [first, second] = [newContent(), newContent()];
    const counts = open();
    for (let i = 1; i <= 5; i++) assert.equal(await counts.count(first, START + i), i);
    assert.equal(await counts.count(second, START), 1);
    assert.equal(await counts.count(first, START + WINDOW_MS - 1), 6);
  });

  test(`${name}: those of the ten minutes before count less and less, older ones not at all`, async () => {
    const [content, counts] = [newContent(), open()];
    for (let i = 0; i < 10; i++) await counts.count(content, START);
    assert.equal(await counts.count(content, START + WINDOW_MS), 11);
    assert.equal(await counts.count(content, START + 1.5 * WINDOW_MS), 7);
    assert.equal(await counts.count(content, START + 3 * WINDOW_MS), 1);
  });

  test(`${name}: no fetch is lost when many come at once`, async () => {
    const [content, counts] = [newContent(), open()];
    const all = await Promise.all(Array.from({ length: 50 }, () => counts.count(content, START)));
    assert.equal(Math.max(...all), 50);
  });
}
