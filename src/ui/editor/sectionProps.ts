import type { Draft } from './draft.ts';
import type { Faults } from './settings.ts';

/** What each section of the editor gets: the draft, how to change it, and what is wrong with it. */
export interface SectionProps {
  readonly draft: Draft;
  readonly change: (change: Partial<Draft>) => void;
  readonly faults: Faults;
}
