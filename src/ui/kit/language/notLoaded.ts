/** Parts that could not be loaded: reported in one note and retried together. */
import { create } from 'zustand';
import type { Command } from '../../../connection/protocol/protocol.ts';

export interface Missing {
  /** Identifies the part. A later report replaces an earlier one with the same value. */
  readonly of: unknown;
  /** The browser's own words. */
  readonly message: string;
  /** The command that needs the part and names it. */
  readonly part?: Command['kind'] | undefined;
  /** Runs the waiting action. */
  readonly again: () => void;
  /** Nothing else loads the part, so the note stays until the part is loaded or no longer needed. */
  readonly stays?: boolean;
  /** The page needs it without a request of the user, who may no longer want what was requested. */
  readonly isOwn?: boolean;
}

export const useNotLoaded = create<{ readonly all: readonly Missing[] }>()(() => ({ all: [] }));

/** Report about a part while the note is shown. Dismissing the note also cancels actions that wait for the part. */
export const noteFor = (of: unknown): Missing | undefined =>
  useNotLoaded.getState().all.find((missing) => missing.of === of);

export function reportNotLoaded(missing: Missing): void {
  const { all } = useNotLoaded.getState();
  useNotLoaded.setState({ all: [...all.filter(({ of }) => of !== missing.of), missing] });
}

export function dropNotLoaded(isDropped: (missing: Missing) => boolean): void {
  const { all } = useNotLoaded.getState();
  if (all.some(isDropped)) {
    useNotLoaded.setState({ all: all.filter((missing) => !isDropped(missing)) });
  }
}

/** Retries all failed parts. Each part that fails again is reported again. */
export function tryAgain(): void {
  retry(() => true);
}

/** Retries the parts that the page needs by itself. */
export function retryOwn(): void {
  retry(({ isOwn }) => isOwn === true);
}

function retry(isTried: (missing: Missing) => boolean): void {
  const { all } = useNotLoaded.getState();
  dropNotLoaded(isTried);
  for (const missing of all.filter(isTried)) missing.again();
}
