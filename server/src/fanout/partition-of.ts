const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Where a key's records stand: FNV-1a of its characters. For life: another function, or another number of partitions, would
 * put a group's next message where it can overtake the ones before.
 */
export function partitionOf(key: string, partitions: number): number {
  let hash = FNV_BASIS;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), FNV_PRIME);
  return (hash >>> 0) % partitions;
}
