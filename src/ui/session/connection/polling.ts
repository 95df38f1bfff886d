/** Polling: a single question at a time, and none while the page is hidden. */
import { browserClock, type PollingPage } from './browserClock.ts';

/**
 * Asks at once, then this many ms after each answer. Also asks at once when the page becomes visible. `ask`
 * must not reject. Returns a function that stops polling and suppresses further results.
 */
export function poll<T>(
  { ask, tell, everyMs }: Polling<T>,
  page: PollingPage = browserClock,
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
