/** What payload formats are called: by their names, which no language changes, or by words where they have none. */

import type { FirstTexts } from '../../../i18n/en/first.ts';
import type { PayloadFormat } from '../../../payload/tree/format.ts';

type Words = FirstTexts['payload'];

/** As a way to look at a payload, and to write one. */
export function formatName(
  { id, name }: Pick<PayloadFormat, 'id' | 'name'>,
  { names }: Words,
): string {
  return names[id] ?? name;
}

/** What a payload is; undefined: an empty one. */
export function payloadKind(
  format: Pick<PayloadFormat, 'id' | 'name'> | undefined,
  { kinds, empty }: Words,
): string {
  return format === undefined ? empty : (kinds[format.id] ?? format.name);
}
