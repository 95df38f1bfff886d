/** Repeats a call with single timers. */
import type { Cancel, Environment } from './environment.ts';

/** Calls `run` every `ms`. */
export function every(environment: Environment, ms: number, run: () => void): Cancel {
  let cancel: Cancel = () => undefined;
  const wait = (): void => {
    cancel = environment.after(ms, () => {
      wait();
      run();
    });
  };
  wait();
  return () => {
    cancel();
  };
}
