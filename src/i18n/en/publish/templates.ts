/** Texts of values that are filled in on publishing. */
import { type Localizable, say } from '../../../base/message.ts';
import type { TemplateErrors } from '../../../payload/templates/template.ts';
import { templateErrors } from '../facts/templateErrors.ts';

export const templates = {
  fillIn: 'Fill in {{…}}',
  isOff: 'Off: {{…}} is sent exactly as written.',
  next: 'Next message, for example',
  another: 'Another example',
  insert: 'Insert',
  why: (error: Localizable<TemplateErrors>): string => say(templateErrors, error),
  error: (of: 'topic' | 'payload', line: number, column: number, why: string): string =>
    of === 'topic'
      ? `Topic, column ${column}: ${why}.`
      : `Payload, line ${line}, column ${column}: ${why}.`,
  filledIn: (error: string): string => `Filled in: ${error}`,
};
