// What a signature covers: a context string, a zero byte, and the serialised message. The context keeps a signature made
// for one purpose from standing for another.
import { concatBytes } from './bytes.ts';

export type SigningContext =
  | 'parley device certificate 1'
  | 'parley device list 1'
  | 'parley recovery 1'
  | 'parley account deletion 1'
  | 'parley group event 1'
  | 'parley group join 1';

export function signedBytes(context: SigningContext, message: Uint8Array): Uint8Array {
  return concatBytes(new TextEncoder().encode(context), new Uint8Array(1), message);
}
