/** Asking again and again: one question under way at a time, none while nobody sees the page. */
import { browserClock, type PollingPage } from './browserClock.ts';

/**
 * Asks at once, then so many ms after each answer; a page that comes back into view asks at once.
 * `ask` must not reject. Returns how to stop: nothing is told after it.
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
