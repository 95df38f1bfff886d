/** All keywords, in the order in which values are held to them; a later one may use what earlier ones evaluated. Others are annotations. */
import { ANY_VALUE } from './anyValue.ts';
import { ARRAYS } from './arrays.ts';
import { COMBINING } from './combining.ts';
import type { Keyword } from './keyword.ts';
import { NUMBERS } from './numbers.ts';
import { OBJECTS } from './objects.ts';
import { DEFINITIONS, REFERENCES } from './references.ts';
import { STRINGS } from './strings.ts';

/** A keyword that another draft does not know counts there, too: people mix them. */
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
