/**
 * mqtt.js as built for browsers has `setTimeout(run, 0)` where Node has `process.nextTick`, in three
 * places. Browsers stretch such timers to 4 ms, in which what comes behind a CONNACK, or the end of the
 * connection, would be there before mqtt.js has seen it. Imported before mqtt.js, this turns them into microtasks. It looks up the
 * timer at each call, so the replacement stays for the life of the worker; nothing else in it may
 * rely on a timer of 0 ms giving way to the event loop.
 */
const realTimeout = globalThis.setTimeout;

function setTimeoutOrMicrotask(run: unknown, delay?: number, ...values: unknown[]): unknown {
  if (typeof run !== 'function') throw new TypeError('A timer needs a function to run.');
  const call = (): void => {
    Reflect.apply(run, globalThis, values);
  };
  if (delay !== undefined && delay > 0) return realTimeout(call, delay);
  queueMicrotask(call);
  return undefined;
}

Object.assign(globalThis, { setTimeout: setTimeoutOrMicrotask });
