// When a registering client may be shown its own code. Every condition must hold: the number proves nothing then, and a
// server that others reach must never do it.
import { isLocalRequest, isLoopbackAddress, type RequestOrigin } from '../lib/local-request.ts';

export interface CodeRequest extends RequestOrigin {
  /** `--dev`, which only `npm start` sets. */
  readonly dev: boolean;
  /** Address the server listens on. */
  readonly bindHost: string;
}

export function mayShowCode({ dev, bindHost, ...origin }: CodeRequest): boolean {
  return dev && isLoopbackAddress(bindHost) && isLocalRequest(origin);
}
