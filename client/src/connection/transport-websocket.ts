import type { Pipe, PipeEvents, Transport } from './transport.ts';

/** The WebSocket of browsers and of Node. */
export const webSocketTransport: Transport = {
  open(url: string, subprotocol: string, events: PipeEvents): Pipe {
    const socket = new WebSocket(url, subprotocol);
    socket.binaryType = 'arraybuffer';
    let over = false;
    socket.onopen = () => over || events.opened();
    socket.onmessage = ({ data }) => {
      if (!over && data instanceof ArrayBuffer) events.received(new Uint8Array(data));
    };
    socket.onclose = ({ code }) => {
      if (over) return;
      over = true;
      events.closed(code);
    };
    return {
      send(message) {
        if (socket.readyState === WebSocket.OPEN) socket.send(message as Uint8Array<ArrayBuffer>);
      },
      // A close over a dead network may take minutes to be answered, so nobody waits for it.
      close() {
        over = true;
        socket.close();
      },
    };
  },
};
