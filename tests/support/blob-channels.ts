// Node's BroadcastChannel refuses Blobs, which those of browsers carry: importing this puts one in its place that does too.
const open = new Map<string, Set<Channel>>();

class Channel {
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  readonly name: string;

  constructor(name: string) {
    this.name = name;
    open.set(name, (open.get(name) ?? new Set()).add(this));
  }

  postMessage(message: unknown): void {
    const data = structuredClone(message);
    for (const channel of open.get(this.name) ?? []) {
      if (channel !== this) setImmediate(() => open.get(this.name)?.has(channel) && channel.onmessage?.({ data }));
    }
  }

  close(): void {
    open.get(this.name)?.delete(this);
  }
}

globalThis.BroadcastChannel = Channel as never;
