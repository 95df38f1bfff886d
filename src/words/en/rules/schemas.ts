/** What a person's JSON Schemas ask of messages. */
import type { SCHEMA_BREACH } from '../../../engine/rules/schemaRule.ts';
import type { RuleTexts } from '../../ruleWords.ts';

export const schemas: RuleTexts<typeof SCHEMA_BREACH.id> = {
  'schema-breach': {
    title: 'Message does not match its schema',
    explanation:
      'The JSON Schema that you gave for its topic asks for something else. To MQTT a payload is bytes; those who read it may fail on it.',
    remedy: 'Correct the sender, or the schema under “Read payloads as…”.',
  },
};
