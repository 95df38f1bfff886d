/** As much of Node's `process` as mqtt.js needs. A timer of 0 ms is a microtask in the worker (`microtasks.ts`). */
module.exports = {
  nextTick: (run, ...values) => {
    setTimeout(() => run(...values), 0);
  },
};
