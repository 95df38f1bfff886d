/**
 * All keywords in order of evaluation; later ones may use the results of earlier ones. Unknown keywords are
 * annotations.
 */
import { ANY_VALUE } from './anyValue.ts';
import { ARRAYS } from './arrays.ts';
import { COMBINING } from './combining.ts';
import type { Keyword } from './keyword.ts';
import { NUMBERS } from './numbers.ts';
import { OBJECTS } from './objects.ts';
import { DEFINITIONS, REFERENCES } from './references.ts';
import { STRINGS } from './strings.ts';

/** Keywords of all drafts are supported in each draft, because users mix them. */
export const KEYWORDS: ReadonlyMap<string, Keyword> = new Map([
  ...REFERENCES,
  ...ANY_VALUE,
  ...COMBINING,
  ...OBJECTS,
  ...ARRAYS,
  ...NUMBERS,
  ...STRINGS,
  ...DEFINITIONS,
]);
