export interface Recent<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
  delete(key: K): void;
  clear(): void;
}

/**
 * Keeps what was asked for lately, between `capacity / 2` and `capacity` of weight, entries unless said: two maps, of which
 * the older is dropped when the younger is full. A hit costs one look-up, where an exact order of use would cost two writes.
 */
export function createRecent<K, V>(capacity: number, weightOf: (value: V) => number = () => 1): Recent<K, V> {
  let young = new Map<K, V>();
  let old = new Map<K, V>();
  let weight = 0;
  function set(key: K, value: V): void {
    if (weight >= capacity / 2) {
      old = young;
      young = new Map();
      weight = 0;
    }
    const before = young.get(key);
    weight += weightOf(value) - (before === undefined ? 0 : weightOf(before));
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
    delete(key) {
      const value = young.get(key);
      if (value !== undefined) weight -= weightOf(value);
      young.delete(key);
      old.delete(key);
    },
    clear() {
      young.clear();
      old.clear();
      weight = 0;
    },
  };
}
