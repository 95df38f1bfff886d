import type { SignInNotes } from '../../../../alibaba/validate.ts';
import type { Draft } from '../../../session/profiles/draft.ts';
import type { FilterAndQoS } from '../../../session/profiles/filterNotes.ts';
import type { Faults } from '../../../session/profiles/settings.ts';

/** Texts by field. */
export type FieldNotes = Readonly<Partial<Record<keyof SignInNotes, readonly string[]>>>;

/** Props of each editor section: the draft, its setter, errors and warnings. */
export interface SectionProps {
  readonly draft: Draft;
  readonly change: (change: Partial<Draft>) => void;
  readonly errors: Faults;
  /** Warnings about a device's fields. Empty for other connections. */
  readonly notes: FieldNotes;
  /** And of filters. */
  readonly filterNotes: (filters: readonly FilterAndQoS[]) => readonly string[];
}

export interface OptionsProps extends SectionProps {
  readonly connectionId: string;
}
