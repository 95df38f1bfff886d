/** What could not be fetched and has no place on the screen where that could be said. */
import { create } from 'zustand';

export const useNotLoaded = create<{ readonly message: string | undefined }>()(() => ({
  message: undefined,
}));

export function tellNotLoaded(error: unknown): void {
  useNotLoaded.setState({ message: error instanceof Error ? error.message : String(error) });
}

export function dropNotLoaded(): void {
  useNotLoaded.setState({ message: undefined });
}
