/** Error text for a template, with its position. */

import { textPlaceAt } from '../../../base/textPlaceAt.ts';
import type { FillError, TemplateSource } from '../../../connection/templates/templateSource.ts';
import { texts } from '../../kit/language/useText.ts';
import { faultWords } from './typedPayload.ts';

export function fillFaultWords(said: FillError, source: TemplateSource): string {
  const { publish, templates: t } = texts();
  if (said.of === 'format') return t.filledIn(faultWords(said.fault, publish.faults));
  const text = source[said.of];
  const { line, column } = textPlaceAt(text, said.fault.start);
  return t.fault(said.of, line, column, t.why(said.fault.why));
}
