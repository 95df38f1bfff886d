/** Time, frames and page visibility, replaceable in tests. */

export interface PollingPage {
  /** True if the page is not visible. */
  isHidden(): boolean;
  /** Calls back when the page becomes visible or hidden. Returns a function that stops listening. */
  listen(changed: () => void): () => void;
  /** Returns how to call it off. */
  after(ms: number, run: () => void): () => void;
}

export interface LoopClock extends PollingPage {
  /** ms. */
  now(): number;
  /** Returns a function that cancels it. */
  frame(run: () => void): () => void;
  /** False if there was no input for some seconds. */
  isAttended(): boolean;
}

/** ms; a visible page may still have no frames, such as one behind another window. */
const LONGEST_FRAME = 1000;

/** ms without input after which nobody is taken to use the page. */
const ATTENTION = 5000;
const INPUTS = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;

/** `performance.now()` of the latest input, once it is observed. */
let inputAt: number | undefined;

function isAttended(): boolean {
  const now = performance.now();
  if (inputAt === undefined) {
    inputAt = now;
    const noteInput = () => {
      inputAt = performance.now();
    };
    const options = { capture: true, passive: true };
    for (const input of INPUTS) document.addEventListener(input, noteInput, options);
  }
  return now - inputAt < ATTENTION;
}

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
  isHidden: () => document.hidden,
  isAttended,
  listen: (changed) => {
    document.addEventListener('visibilitychange', changed);
    return () => document.removeEventListener('visibilitychange', changed);
  },
};
