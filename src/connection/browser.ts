/** A browser's worker as the environment of a connection. */
import type { Cancel, Environment, Others, Socket, SocketHandlers } from './environment.ts';

/** Taken before anything may replace them. */
const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis;

/** µs; the worker's own clock starts with it. */
function now(): number {
  return Math.round(performance.now() * 1000);
}

export function browserEnvironment(): Environment {
  return {
    now,
    origin: performance.timeOrigin,
    wallClock: () => Date.now(),
    after,
    nextTurn: turns(),
    random: () => Math.random(),
    openSocket,
    // Some older browsers have none.
    ...('BroadcastChannel' in globalThis && { others: otherConnections() }),
    pageIsSecure: globalThis.location.protocol === 'https:',
  };
}

function after(ms: number, run: () => void): Cancel {
  const timer = startTimer(run, ms);
  return () => {
    stopTimer(timer);
  };
}

/** Workers of the same origin hear one another, whatever tab they belong to. */
function otherConnections(): Others {
  const channel = new BroadcastChannel('mqttscope.connections');
  return {
    tell: (text) => {
      channel.postMessage(text);
    },
    listen: (heard) => {
      channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (typeof data === 'string') heard(data);
      };
    },
  };
}

/** A message to ourselves is a task of its own, and no timer that a browser would stretch. */
function turns(): (run: () => void) => void {
  const { port1, port2 } = new MessageChannel();
  let waiting: (() => void)[] = [];
  port1.onmessage = () => {
    const due = waiting;
    waiting = [];
    for (const run of due) run();
  };
  return (run) => {
    waiting.push(run);
    if (waiting.length === 1) port2.postMessage(0);
  };
}

function openSocket(url: string, protocols: readonly string[], handlers: SocketHandlers): Socket {
  const socket = new WebSocket(url, [...protocols]);
  socket.binaryType = 'arraybuffer';
  socket.onopen = handlers.opened;
  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    handlers.received(data instanceof ArrayBuffer ? new Uint8Array(data) : String(data));
  };
  socket.onclose = ({ code, reason }) => {
    handlers.closed(code, reason);
  };
  return {
    get protocol() {
      return socket.protocol;
    },
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    send: (bytes) => {
      socket.send(bytes);
    },
    close: () => {
      socket.close();
    },
  };
}
