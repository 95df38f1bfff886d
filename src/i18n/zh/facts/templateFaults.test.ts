import { describe } from 'vitest';
import type { TemplateFaults } from '../../../payload/templates/template.ts';
import { templateFaults as english } from '../../en/facts/templateFaults.ts';
import { describeWords } from '../../facts.testkit.ts';
import { templateFaults as chinese } from './templateFaults.ts';

describe('reasons why a template cannot be filled in', () => {
  describeWords<TemplateFaults>([english, chinese], (data) => [
    { key: 'unknown-name', args: { name: data } },
    { key: 'arguments', args: { like: data } },
    { key: 'no-value', args: { topic: data } },
    { key: 'no-path', args: { topic: data } },
    { key: 'too-large', args: { most: 733 } },
    { key: 'no-file', args: { file: data } },
    { key: 'no-column', args: { file: data, column: data } },
    { key: 'not-in-message', args: { what: 'payload' } },
  ]);
});
