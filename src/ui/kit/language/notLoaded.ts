/** What could not be fetched: whatever it is, it is told once for all of it, and tried again together. */
import { create } from 'zustand';
import type { Command } from '../../../connection/protocol/protocol.ts';

export interface Missing {
  /** Tells it from others; of the same, the last counts. */
  readonly of: unknown;
  /** The browser's own words. */
  readonly message: string;
  /** The command that needs it, by which it is called. */
  readonly part?: Command['kind'] | undefined;
  /** Does what waits for it. */
  readonly again: () => void;
  /** Nothing else leads to it: it is told until it is there, or nobody wants it any more. */
  readonly stays?: boolean;
}

export const useNotLoaded = create<{ readonly all: readonly Missing[] }>()(() => ({ all: [] }));

/** As long as it is told: who lets go of the note lets go of what waits for it. */
export const toldOf = (of: unknown): Missing | undefined =>
  useNotLoaded.getState().all.find((missing) => missing.of === of);

export function tellNotLoaded(missing: Missing): void {
  const { all } = useNotLoaded.getState();
  useNotLoaded.setState({ all: [...all.filter(({ of }) => of !== missing.of), missing] });
}

export function dropNotLoaded(isDropped: (missing: Missing) => boolean): void {
  const { all } = useNotLoaded.getState();
  if (all.some(isDropped)) {
    useNotLoaded.setState({ all: all.filter((missing) => !isDropped(missing)) });
  }
}

/** What fails again tells it again. */
export function tryAgain(): void {
  const { all } = useNotLoaded.getState();
  useNotLoaded.setState({ all: [] });
  for (const { again } of all) again();
}
