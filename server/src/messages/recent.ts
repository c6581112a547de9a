export interface Recent<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
  clear(): void;
}

/**
 * Keeps what was asked for lately, between `capacity / 2` and `capacity` entries: two maps, of which the older is dropped
 * when the younger is full. A hit costs one look-up, where an exact order of use would cost two writes.
 */
export function createRecent<K, V>(capacity: number): Recent<K, V> {
  let young = new Map<K, V>();
  let old = new Map<K, V>();
  function set(key: K, value: V): void {
    if (young.size >= capacity / 2) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
  }
  return {
    set,
    get(key) {
      const value = young.get(key);
      if (value !== undefined) return value;
      const older = old.get(key);
      if (older !== undefined) set(key, older);
      return older;
    },
    clear() {
      young.clear();
      old.clear();
    },
  };
}
