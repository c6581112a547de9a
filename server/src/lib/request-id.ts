// Which request of the outside a piece of work is for, also in the process next door: what is logged can be put together.
import { AsyncLocalStorage } from 'node:async_hooks';

const requests = new AsyncLocalStorage<string>();

export function currentRequest(): string | undefined {
  return requests.getStore();
}

export function withRequest<T>(id: string | undefined, work: () => T): T {
  return id === undefined ? work() : requests.run(id, work);
}
