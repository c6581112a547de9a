import { useEffect, useState } from 'react';

/** What a server says of itself to whoever asks (GET /v1/server). */
export interface ServerInfo {
  readonly registration: 'open' | 'invite' | 'closed';
  /** How far this device's clock is ahead; undefined: not worth a word. */
  readonly clockAheadMs?: number;
  /** Number of an account that answers whoever writes to it. */
  readonly echo?: string;
}

/** What people and codes can live with: certificates and message times suffer beyond it (F20). */
const TOLERATED_MS = 5 * 60_000;

/** Undefined until it has answered; asked again when the network is back. */
export function useServerInfo(): ServerInfo | undefined {
  const [info, setInfo] = useState<ServerInfo>();
  useEffect(() => {
    const stop = new AbortController();
    const ask = async (): Promise<void> => {
      const response = await fetch('/v1/server', { signal: stop.signal });
      if (response.ok) setInfo(readServerInfo(await response.json(), Date.now()));
    };
    const tryAsking = (): void => void ask().catch(() => undefined);
    tryAsking();
    addEventListener('online', tryAsking, { signal: stop.signal });
    return () => stop.abort();
  }, []);
  return info;
}

function readServerInfo(answer: Partial<Record<keyof ServerInfo | 'time', unknown>>, now: number): ServerInfo {
  const { registration, time, echo } = answer;
  const ahead = typeof time === 'number' ? now - time : 0;
  return {
    registration: registration === 'invite' || registration === 'closed' ? registration : 'open',
    ...(Math.abs(ahead) > TOLERATED_MS ? { clockAheadMs: ahead } : {}),
    ...(typeof echo === 'string' ? { echo } : {}),
  };
}
