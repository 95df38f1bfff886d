import { describe } from 'vitest';
import type { TemplateErrors } from '../../../payload/templates/template.ts';
import { templateErrors as english } from '../../en/facts/templateErrors.ts';
import { describeWords } from '../../facts.testkit.ts';
import { templateErrors as chinese } from './templateErrors.ts';

describe('reasons why a template cannot be filled in', () => {
  describeWords<TemplateErrors>([english, chinese], (data) => [
    { key: 'unknown-name', args: { name: data } },
    { key: 'arguments', args: { like: data } },
    { key: 'no-value', args: { topic: data } },
    { key: 'no-path', args: { topic: data } },
    { key: 'too-large', args: { most: 733 } },
    { key: 'not-in-message', args: { what: 'payload' } },
  ]);
});
