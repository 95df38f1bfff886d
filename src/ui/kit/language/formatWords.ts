/** Names of payload formats: fixed names that no language changes, or words for formats without one. */

import type { FirstTexts } from '../../../i18n/en/first.ts';
import type { PayloadFormat } from '../../../payload/tree/format.ts';

type Words = FirstTexts['payload'];

/** Name of a format, for reading and for writing payloads. */
export function formatName(
  { id, name }: Pick<PayloadFormat, 'id' | 'name'>,
  { names }: Words,
): string {
  return names[id] ?? name;
}

/** Name of a payload's kind. Undefined if the payload is empty. */
export function payloadKind(
  format: Pick<PayloadFormat, 'id' | 'name'> | undefined,
  { kinds, empty }: Words,
): string {
  return format === undefined ? empty : (kinds[format.id] ?? format.name);
}
