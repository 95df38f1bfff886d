/** Clock of a browser's worker. */
import type { Cancel, Environment } from './environment.ts';

/** Saved before anything can replace them. */
const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis;

type BrowserClock = Pick<Environment, 'now' | 'origin' | 'wallClock' | 'after' | 'nextTurn'>;

export function browserClock(): BrowserClock {
  return {
    now,
    origin: performance.timeOrigin,
    wallClock: () => Date.now(),
    after,
    nextTurn: turns(),
  };
}

/** µs; starts with the worker's own clock. */
function now(): number {
  return Math.round(performance.now() * 1000);
}

function after(ms: number, run: () => void): Cancel {
  const timer = startTimer(run, ms);
  return () => {
    stopTimer(timer);
  };
}

/** Posts a message to this context: it runs as a separate task and, unlike a timer, is not throttled. */
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
