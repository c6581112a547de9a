// One connection of a link, either side: frames in and out, one write a turn, and an end for a peer that has gone silent.
import type { Socket } from 'node:net';
import { createFrameReader, encodeLinkFrame, type FrameKind, type LinkFrame } from './frames.ts';
import type { LinkLimits } from './link.ts';

export interface Wire {
  send(kind: FrameKind, call: number, value?: unknown): void;
  queuedBytes(): number;
  /** Stops and goes on taking frames in: what is read must be dealt with. */
  pause(): void;
  resume(): void;
  /** Called now and then: pings who is quiet, and ends who stays so. */
  beat(now: number): void;
  end(error?: Error): void;
}

interface WireDeps {
  socket: Socket;
  limits: LinkLimits;
  now: () => number;
  onFrame: (frame: LinkFrame) => void;
  /** Once, with why. */
  onEnd: (error: Error) => void;
}

export function createWire({ socket, limits, now, onFrame, onEnd }: WireDeps): Wire {
  const read = createFrameReader(limits.maxFrameBytes);
  let heardAt = now();
  let corked = false;
  let ended = false;

  function end(error: Error): void {
    if (ended) return;
    ended = true;
    socket.destroy();
    onEnd(error);
  }

  function uncork(): void {
    corked = false;
    socket.uncork();
  }

  function send(kind: FrameKind, call: number, value?: unknown): void {
    if (ended) return;
    if (!corked) {
      corked = true;
      socket.cork();
      process.nextTick(uncork);
    }
    for (const part of encodeLinkFrame(kind, call, value)) socket.write(part);
  }

  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => {
    heardAt = now();
    try {
      for (const frame of read(chunk)) {
        if (frame.kind === 'ping') send('pong', 0);
        else if (frame.kind !== 'pong') onFrame(frame);
      }
    } catch (error) {
      end(new Error('the other side sent what is no frame', { cause: error }));
    }
  });
  socket.on('error', error => end(error));
  socket.on('close', () => end(new Error('the connection was closed')));

  return {
    send,
    queuedBytes: () => socket.writableLength,
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    beat(time) {
      if (socket.isPaused()) return;
      const quietMs = time - heardAt;
      if (quietMs > limits.deadMs) end(new Error(`nothing was heard for ${Math.round(quietMs)} ms`));
      else if (quietMs > limits.quietMs) send('ping', 0);
    },
    end: (error = new Error('the connection was ended')) => end(error),
  };
}
