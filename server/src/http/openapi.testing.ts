import assert from 'node:assert/strict';

export interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly security?: readonly object[];
}

export interface Route extends Operation {
  readonly method: string;
  readonly path: string;
}

/** All routes that the server says it has. */
export async function documentedRoutes(url: string): Promise<Route[]> {
  const response = await fetch(`${url}/docs/json`);
  assert.equal(response.status, 200);
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, Operation>> };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
  );
}
