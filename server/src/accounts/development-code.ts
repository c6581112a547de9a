// When a registering client may be shown its own code. Every condition must hold: the number proves nothing then, and a
// server that others reach must never do it.
export interface CodeRequest {
  /** `--dev`, which only `npm start` sets. */
  readonly dev: boolean;
  /** Address the server listens on. */
  readonly bindHost: string;
  /** Address the request came from. */
  readonly remoteAddress: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;
const LOOPBACK_ADDRESS = /^(localhost|127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/i;
/** Whoever sets one of these forwards requests of others. */
const FORWARDING =
  /^(forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|cf-.*|x-original-.*|fly-.*|fastly-.*)$/i;

export function mayShowCode({ dev, bindHost, remoteAddress, headers }: CodeRequest): boolean {
  const { host } = headers;
  return (
    dev &&
    LOOPBACK_ADDRESS.test(bindHost) &&
    LOOPBACK_ADDRESS.test(remoteAddress ?? '') &&
    typeof host === 'string' &&
    LOOPBACK_HOST.test(host) &&
    !Object.keys(headers).some(name => FORWARDING.test(name))
  );
}
