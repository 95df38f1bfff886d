/** Whether a person is on the tour, and at which step of it. */
import { create } from 'zustand';
import type { TourStep } from '../../../i18n/tourSteps.ts';
import { loadedLater } from '../../kit/loadedLater.ts';
import { stillMeant } from '../../kit/userIntent.ts';

interface Tour {
  /** undefined: nobody is on it. */
  readonly connection: string | undefined;
  readonly step: TourStep;
  /** When the step began, ms since 1970. */
  readonly since: number;
}

export const NOBODY: Tour = { connection: undefined, step: 'watch', since: 0 };

export const useTour = create<Tour>()(() => NOBODY);

const tour = loadedLater(async () => (await import('./tour.ts')).startTour);

/** On a connection of its own in this tab's broker; the tab that is given is taken where nobody has used it yet. */
export function takeTour(connection: () => string): void {
  const isMeant = stillMeant();
  tour.with((start) => {
    if (isMeant()) start(connection());
  });
}
