// Reads a `.cpuprofile` of V8.
import { root } from '../../dev/node24.mjs';

export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** CLOCK_MONOTONIC, microseconds, as `process.hrtime` tells it. */
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

export interface SelfTime {
  readonly where: string;
  readonly micros: number;
}

/** Self time in a span by place, the longest first. Native functions count under the file that calls them. */
export function selfTimes(profile: CpuProfile, span: { startMicros: number; endMicros: number }): SelfTime[] {
  const places = placesOf(profile.nodes);
  const byPlace = new Map<string, number>();
  let at = profile.startTime;
  for (const [i, id] of profile.samples.entries()) {
    at += profile.timeDeltas[i]!;
    const where = places.get(id)!;
    if (at < span.startMicros || at > span.endMicros || where === '(idle)') continue;
    // A sample stands for the time until the next one.
    byPlace.set(where, (byPlace.get(where) ?? 0) + (profile.timeDeltas[i + 1] ?? 0));
  }
  return [...byPlace].map(([where, micros]) => ({ where, micros })).sort((a, b) => b.micros - a.micros);
}

function placesOf(nodes: readonly ProfileNode[]): Map<number, string> {
  const parents = new Map<number, ProfileNode>();
  for (const node of nodes) for (const child of node.children ?? []) parents.set(child, node);
  const places = new Map<number, string>();
  for (const node of nodes) {
    const { functionName, url } = node.callFrame;
    const caller = url === '' ? parents.get(node.id)?.callFrame : undefined;
    const name = functionName || '(anonymous)';
    if (caller?.url) places.set(node.id, `${shortUrl(caller.url)} ${caller.functionName || '(anonymous)'} > ${name}`);
    else places.set(node.id, url === '' ? name : `${shortUrl(url)} ${name}`);
  }
  return places;
}

function shortUrl(url: string): string {
  return url
    .replace(`file://${root}/`, '')
    .replace(/^file:.*\/node_modules\//, '')
    .replace('server/src/', '');
}
