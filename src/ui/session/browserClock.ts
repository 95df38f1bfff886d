import type { LoopClock } from './windows.ts';

/** ms; a page in the background has no frames, and its counters should not stand still for good. */
const LONGEST_FRAME = 1000;

export const browserClock: LoopClock = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  frame: (run) => {
    const go = () => {
      off();
      run();
    };
    const frame = requestAnimationFrame(go);
    const timer = setTimeout(go, LONGEST_FRAME);
    const off = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
    return off;
  },
};
