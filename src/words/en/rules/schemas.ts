/** What a person's JSON Schemas ask of messages. */
import type { SchemaRuleId } from '../../../engine/rules/rules.ts';
import type { RuleTexts } from '../../ruleWords.ts';

export const schemas: RuleTexts<SchemaRuleId> = {
  'schema-breach': {
    title: 'Message does not match its schema',
    explanation:
      'The JSON Schema that you gave for its topic asks for something else. To MQTT a payload is bytes; those who read it may fail on it.',
    remedy: 'Correct the sender, or the schema under “Read payloads as…”.',
  },
  'schema-off': {
    title: 'Schema switched off: too expensive',
    explanation:
      'Judging this message by the JSON Schema of its topic took too many steps, so the message was not judged. Later messages of these topics are not judged either: the next one might take as long.',
    remedy:
      'Simplify the schema under “Read payloads as…”: references that double at each level, and anyOf or oneOf within each other, cost most. A changed schema is used again.',
  },
};
