/** Loading indicators for actions without their own place on the screen. */
import { create } from 'zustand';

export const useWaiting = create<{ readonly count: number }>()(() => ({ count: 0 }));

/** Returns a function that ends it. */
export function beginWaiting(): () => void {
  change(1);
  return () => change(-1);
}

export function waitFor<T>(loading: Promise<T>): Promise<T> {
  return loading.finally(beginWaiting());
}

function change(by: 1 | -1): void {
  useWaiting.setState(({ count }) => ({ count: count + by }));
}
