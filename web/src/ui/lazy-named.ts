import { type ComponentType, lazy } from 'react';

/** `lazy` for a named export: a chunk that is loaded when it is first shown. */
export function lazyNamed<Name extends string, Props>(
  load: () => Promise<Readonly<Record<Name, ComponentType<Props>>>>,
  name: Name,
): ComponentType<Props> {
  return lazy(async () => ({ default: (await load())[name] })) as unknown as ComponentType<Props>;
}
