/** State of the tour: active or not, and its step. */
import { create } from 'zustand';
import type { TourStep } from '../../../i18n/tourSteps.ts';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { trackIntent } from '../../kit/page/userIntent.ts';

interface Tour {
  /** undefined: the tour is not running. */
  readonly connection: string | undefined;
  readonly step: TourStep;
  /** When the step began, ms since 1970. */
  readonly since: number;
}

export const NOBODY: Tour = { connection: undefined, step: 'watch', since: 0 };

export const useTour = create<Tour>()(() => NOBODY);

const tour = loadedLater(async () => (await import('./tour.ts')).startTour);

/** Starts the tour on its own connection to this tab's broker. The given tab is used if it is unused. */
export function takeTour(connectionId: string | undefined): void {
  const isWanted = trackIntent();
  tour.with((start) => {
    if (isWanted()) start(connectionId);
  });
}
