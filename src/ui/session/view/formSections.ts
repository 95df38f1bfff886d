/** Sections of the connection form that are unfolded. */
import { perConnection } from '../connection/perConnection.ts';

export type FormSection = 'session' | 'mqtt5' | 'line' | 'profile';

const sections = perConnection<Readonly<Partial<Record<FormSection, boolean>>>>({});

/** Undefined until the user or an error has decided. */
export const useIsUnfolded = (connectionId: string, section: FormSection): boolean | undefined =>
  sections.use(connectionId)[section];

export function unfold(connectionId: string, section: FormSection, isOpen = true): void {
  sections.set(connectionId, { ...sections.of(connectionId), [section]: isOpen });
}
