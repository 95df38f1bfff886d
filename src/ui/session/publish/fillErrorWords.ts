/** Error text for a template, with its position. */

import { textPlaceAt } from '../../../base/textPlace.ts';
import type { FillError, TemplateSource } from '../../../connection/templates/templateSource.ts';
import { texts } from '../../kit/language/useText.ts';
import { faultWords } from './typedPayload.ts';

export function fillErrorWords(said: FillError, source: TemplateSource): string {
  const { publish, templates: t } = texts();
  if (said.of === 'format') return t.filledIn(faultWords(said.error, publish.errors));
  const text = source[said.of];
  const { line, column } = textPlaceAt(text, said.error.start);
  return t.error(said.of, line, column, t.why(said.error.why));
}
