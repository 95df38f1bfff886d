/** The rule that is being written: it outlives its pane, which goes where there is room for one column. */
import { perConnection } from '../perConnection.ts';
import type { RuleDraft } from './ruleDraft.ts';

const edited = perConnection<RuleDraft | undefined>(undefined);

export const useEditedRule = edited.use;

/** `undefined`: none is being written any more. */
export const editRule = edited.set;
