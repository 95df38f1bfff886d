/** How payloads are read where a person chose nothing and other messages told it: names of metrics that a BIRTH gave. */
import { ChosenFormats } from '../../../payload/chains/chosenFormats.ts';
import type { DefaultChain } from '../../../payload/chains/rules.ts';
import type { PayloadFormat } from '../../../payload/tree/format.ts';

const formats = new ChosenFormats();

/** The same wherever the same is told. */
export const formatTold = (reads: DefaultChain): PayloadFormat | undefined => formats.by(reads);
