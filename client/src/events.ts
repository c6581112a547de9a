/** Typed events. A listener that throws stops neither the others nor whoever told. */
export interface Events<Map> {
  on<E extends keyof Map>(event: E, listener: (value: Map[E]) => void): () => void;
  emit<E extends keyof Map>(event: E, value: Map[E]): void;
}

export function createEvents<Map>(): Events<Map> {
  const listeners: { [E in keyof Map]?: Set<(value: Map[E]) => void> } = {};
  return {
    on(event, listener) {
      // Wrapped, so that the same function can listen twice and be taken off once.
      const entry = (value: Map[typeof event]) => listener(value);
      const set = listeners[event] ?? new Set();
      listeners[event] = set;
      set.add(entry);
      return () => void set.delete(entry);
    },
    emit(event, value) {
      for (const listener of [...(listeners[event] ?? [])]) {
        try {
          listener(value);
        } catch (error) {
          reportError(error);
        }
      }
    },
  };
}

// As a browser does with what an event listener throws: visible to the program, without stopping this one.
function reportError(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
