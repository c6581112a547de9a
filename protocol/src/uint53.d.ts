import type { Reader } from 'protobufjs';
/** Reads a varint of at most 2^53 - 1. Throws RangeError. */
export function readUint53(reader: Reader): number;
