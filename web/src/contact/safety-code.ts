// A safety number as a QR code. It holds text, since browsers give what they have scanned as text.
import { compareScanned } from '@parley/client/crypto';
import { fromBase64, toBase64 } from '@parley/protocol';

/** Of `SafetyNumberInfo.scannable`. */
export function codeText(scannable: Uint8Array): string {
  return toBase64(scannable);
}

/** `other`: it is some other QR code, and says nothing about the person. */
export type Comparison = 'match' | 'differs' | 'other';

export function compareCode(ownScannable: Uint8Array, scanned: string): Comparison {
  try {
    return compareScanned(ownScannable, fromBase64(scanned)) ? 'match' : 'differs';
  } catch {
    return 'other';
  }
}

/** As two people read it to each other. */
export function digitGroups(digits: string): string[] {
  return digits.match(/.{1,5}/g) ?? [];
}
