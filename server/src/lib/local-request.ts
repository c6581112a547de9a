// Whether a request was made by a program of this machine itself. A proxy on it passes on requests of others, and a page
// of anywhere can have a browser ask this machine under a name of its own (DNS rebinding): then the Host is that name.

/** A name of this machine that nothing outside of it can have. */
const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;
const LOOPBACK_ADDRESS = /^(localhost|127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/i;
/** Whoever sets one of these forwards requests of others. */
const FORWARDING =
  /^(forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|cf-.*|x-original-.*|fly-.*|fastly-.*)$/i;

export interface RequestOrigin {
  /** Of the socket, not what a header says. */
  readonly remoteAddress: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export function isLocalRequest({ remoteAddress, headers }: RequestOrigin): boolean {
  const { host } = headers;
  return (
    isLoopbackAddress(remoteAddress ?? '') &&
    typeof host === 'string' &&
    LOOPBACK_HOST.test(host) &&
    !Object.keys(headers).some(name => FORWARDING.test(name))
  );
}

export function isLoopbackAddress(address: string): boolean {
  return LOOPBACK_ADDRESS.test(address);
}
