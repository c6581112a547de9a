// The policy of the server (require-trusted-types-for) lets no string become the address of a script: this is the one place
// that makes such addresses, for our own files only.

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    createScriptURL(url: string): unknown;
  };
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };

const policy = trustedTypes?.createPolicy('parley', { createScriptURL: own });

function own(url: string): string {
  const { origin, pathname, href } = new URL(url, location.href);
  if (origin === location.origin && /\.(js|ts)$/.test(pathname)) return href;
  throw new TypeError(`Not one of Parley's own scripts: ${url}`);
}

/** For `new Worker` and `serviceWorker.register`. @throws {TypeError} when it is not a script of this origin */
export function scriptUrl(url: string): URL {
  // What a policy makes is no URL to TypeScript; browsers without Trusted Types take the text.
  return (policy ? policy.createScriptURL(url) : own(url)) as URL;
}
