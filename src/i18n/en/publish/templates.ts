/** Texts of values that are filled in on publishing. */
import { type Localizable, say } from '../../../base/message.ts';
import type { TemplateErrors } from '../../../payload/templates/template.ts';
import { bytes, grouped } from '../../numbers.ts';
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
  files: {
    title: 'Tables for {{csv}}',
    add: 'Add file…',
    none: 'None yet. A CSV file whose first row names its columns; each message takes the next row.',
    rows: (count: number): string => `${grouped(count)} ${count === 1 ? 'row' : 'rows'}`,
    remove: (name: string): string => `Remove ${name}`,
    removed: (name: string): string => `Removed ${name}`,
    tooLarge: (name: string, most: number): string => `${name} is larger than ${bytes(most)}.`,
    tooManyCells: (name: string, most: number): string =>
      `${name} has more than ${grouped(most)} cells. Split the table, or remove columns that no template uses.`,
    tooMany: (most: number): string => `At most ${grouped(most)} files.`,
    notText: (name: string): string => `${name} is not UTF-8 text.`,
    lost: (name: string, why: string): string => `${name} could not be kept: ${why}`,
  },
};
