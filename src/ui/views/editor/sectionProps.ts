import type { SignInNotes } from '../../../alibaba/validate.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import type { FilterAndQoS } from '../../session/profiles/filterNotes.ts';
import type { Faults } from '../../session/profiles/settings.ts';

/** In words, by field. */
export type FieldNotes = Readonly<Partial<Record<keyof SignInNotes, readonly string[]>>>;

/** What each section of the editor gets: the draft, how to change it, what is wrong with it, and what may be. */
export interface SectionProps {
  readonly draft: Draft;
  readonly change: (change: Partial<Draft>) => void;
  readonly faults: Faults;
  /** What the platform may not like of a device; empty for others. */
  readonly notes: FieldNotes;
  /** And of filters. */
  readonly filterNotes: (filters: readonly FilterAndQoS[]) => readonly string[];
}
