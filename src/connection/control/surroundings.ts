/** Environment of a control client: a page's or worker's, or Node's in tests. */
import type { Cancel } from '../environment/environment.ts';

interface TextSocket {
  send(text: string): void;
  close(): void;
}

export interface TextSocketHandlers {
  readonly opened: () => void;
  readonly text: (text: string) => void;
  readonly bytes: (bytes: Uint8Array) => void;
  /** Called once, even if it never opened. */
  readonly closed: () => void;
}

export interface ControlSurroundings {
  after(ms: number, run: () => void): Cancel;
  /** At least 0, below 1. */
  random(): number;
  /** Throws the browser's errors: SyntaxError for an address, SecurityError for mixed content. */
  openSocket(url: string, handlers: TextSocketHandlers): TextSocket;
}

/** For pages and workers. */
export const browserSurroundings: ControlSurroundings = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  random: () => Math.random(),
  openSocket: (url, handlers) => {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    socket.onopen = handlers.opened;
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data instanceof ArrayBuffer) handlers.bytes(new Uint8Array(data));
      else if (typeof data === 'string') handlers.text(data);
    };
    socket.onclose = handlers.closed;
    return socket;
  },
};
