/** The rule being edited. It outlives its pane, which is removed in single-column windows. */
import { perConnection } from '../connection/perConnection.ts';
import type { RuleDraft } from './ruleDraft.ts';

const edited = perConnection<RuleDraft | undefined>(undefined);

export const useEditedRule = edited.use;

/** `undefined` ends editing. */
export const editRule = edited.set;
