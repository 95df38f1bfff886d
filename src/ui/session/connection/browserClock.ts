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
}

/** ms; a visible page may still have no frames, such as one behind another window. */
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
  isHidden: () => document.hidden,
  listen: (changed) => {
    document.addEventListener('visibilitychange', changed);
    return () => document.removeEventListener('visibilitychange', changed);
  },
};
