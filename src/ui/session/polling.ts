/** Asking again and again: one question under way at a time, none while nobody sees the page. */

export interface PollingPage {
  isHidden(): boolean;
  /** Calls when the page comes into view or leaves it. Returns how to stop. */
  listen(changed: () => void): () => void;
  /** Returns how to call it off. */
  after(ms: number, run: () => void): () => void;
}

/**
 * Asks at once, then so many ms after each answer; a page that comes back into view asks at once.
 * `ask` must not reject. Returns how to stop: nothing is told after it.
 */
export function poll<T>(
  { ask, tell, everyMs }: Polling<T>,
  page: PollingPage = browserPage,
): () => void {
  let stopped = false;
  let underWay = false;
  let callOff = (): void => undefined;
  const go = async (): Promise<void> => {
    callOff();
    if (stopped || underWay || page.isHidden()) return;
    underWay = true;
    const answer = await ask();
    underWay = false;
    if (stopped) return;
    tell(answer);
    callOff = page.after(everyMs, () => void go());
  };
  const unlisten = page.listen(() => void go());
  void go();
  return () => {
    stopped = true;
    callOff();
    unlisten();
  };
}

interface Polling<T> {
  readonly ask: () => Promise<T>;
  readonly tell: (answer: T) => void;
  /** ms. */
  readonly everyMs: number;
}

const browserPage: PollingPage = {
  isHidden: () => document.hidden,
  listen: (changed) => {
    document.addEventListener('visibilitychange', changed);
    return () => {
      document.removeEventListener('visibilitychange', changed);
    };
  },
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
