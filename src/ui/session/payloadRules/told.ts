/** Payload formats announced by other messages, used if the user chose none: metric names from a BIRTH. */
import { ChosenFormats } from '../../../payload/chains/chosenFormats.ts';
import type { DefaultChain } from '../../../payload/chains/rules.ts';
import type { PayloadFormat } from '../../../payload/tree/format.ts';

const formats = new ChosenFormats();

/** Returns the same object for the same announcement. */
export const formatTold = (reads: DefaultChain): PayloadFormat | undefined => formats.by(reads);
