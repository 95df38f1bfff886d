/** Time, frames and page visibility, replaceable in tests. */

export interface PollingPage {
  /** Nobody sees it. */
  isHidden(): boolean;
  /** Calls when it comes into view or leaves it. Returns how to stop. */
  listen(changed: () => void): () => void;
  /** Returns how to call it off. */
  after(ms: number, run: () => void): () => void;
}

export interface LoopClock extends PollingPage {
  /** ms. */
  now(): number;
  /** Returns how to call it off. */
  frame(run: () => void): () => void;
}

/** ms; a page that is seen may have no frames all the same, such as one behind another window. */
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
