/**
 * mqtt.js as built for browsers has `setTimeout(run, 0)` where Node has `process.nextTick`, in three
 * places. Browsers stretch such timers to 4 ms, which holds a whole worker back to some 19,000
 * packets a second. Imported before mqtt.js, this turns them into microtasks. It looks up the
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
