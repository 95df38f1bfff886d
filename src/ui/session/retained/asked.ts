/** Requests to clear retained messages, and their progress. */
import { create } from 'zustand';
import { whenClosed } from '../connectionTabs.ts';

export interface ClearAsked {
  readonly connectionId: string;
  /** A topic name, or a level on the way to some; empty: all topics. */
  readonly path: string;
  /** Includes all topics below it. */
  readonly isBelow: boolean;
  /** Only these topics, whatever the path is. */
  readonly topics?: readonly string[];
  /** Topic filter to match, independent of the path. */
  readonly filter?: string;
  /** Only the matches of the search in the topic tree, until the user asks for all. */
  readonly isSearched?: boolean;
}

export const useClearAsked = create<{ readonly asked: ClearAsked | undefined }>()(() => ({
  asked: undefined,
}));

whenClosed((closed) => {
  if (useClearAsked.getState().asked?.connectionId === closed) dropClearing();
});

/** Shows first what would be cleared. Nothing is sent before the user confirms. */
export function askToClear(asked: ClearAsked): void {
  useClearAsked.setState({ asked });
}

export function dropClearing(): void {
  useClearAsked.setState({ asked: undefined });
}
