// Which methods the routes at a path take: the router only says that it has none for the one that was asked.
import type { RouteOptions } from 'fastify';

export interface Methods {
  onRoute(route: Pick<RouteOptions, 'method' | 'url'>): void;
  /** Sorted; empty: there is nothing at this path. */
  allowedAt(url: string): readonly string[];
}

export function createMethods(): Methods {
  const byPattern = new Map<string, { matches: RegExp; methods: Set<string> }>();
  return {
    onRoute({ method, url }) {
      if (url === '/*') return; // looks for a file: that a path fits says nothing
      const known = byPattern.get(url) ?? { matches: patternOf(url), methods: new Set() };
      for (const name of [method].flat()) known.methods.add(name);
      byPattern.set(url, known);
    },
    allowedAt(url) {
      const path = url.split('?')[0]!;
      const routes = [...byPattern.values()].filter(({ matches }) => matches.test(path));
      return [...new Set(routes.flatMap(({ methods }) => [...methods]))].sort();
    },
  };
}

/** `/v1/accounts/:account/devices` and `/docs/*` as the router takes them. */
function patternOf(route: string): RegExp {
  const escaped = route.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll(/:\w+/g, '[^/]+').replaceAll('*', '.*')}$`);
}
