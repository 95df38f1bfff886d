/** 用户为主题指定的 JSON Schema。 */
import type { SCHEMA_BREACH } from '../../../engine/rules/schemaRule.ts';
import type { RuleTexts } from '../../ruleWords.ts';

export const schemas: RuleTexts<typeof SCHEMA_BREACH.id> = {
  'schema-breach': {
    title: '消息不符合其 Schema',
    explanation:
      '您为此主题指定的 JSON Schema 要求不同。对 MQTT 而言载荷只是字节；但读取它的一方可能因此出错。',
    remedy: '修正发送方，或在“载荷解析为…”中修改 Schema。',
  },
};
