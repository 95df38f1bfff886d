/** 用户提供的 JSON Schema 和规范文件。 */
import type { SuppliedRuleId } from '../../../engine/rules/rules.ts';
import type { RuleTexts } from '../../ruleWords.ts';

export const schemas: RuleTexts<SuppliedRuleId> = {
  'schema-breach': {
    title: '消息不符合其 Schema',
    explanation:
      '您为此主题指定的 JSON Schema 要求不同。对 MQTT 而言载荷只是字节；但读取它的一方可能因此出错。',
    remedy: '修正发送方，或在“载荷解析为…”中修改 Schema。',
  },
  'schema-off': {
    title: 'Schema 已停用：开销过大',
    explanation:
      '按主题的 JSON Schema 检查此消息需要太多步骤，或嵌套层数过多，因此未检查。这些主题之后的消息也不再检查，因为下一条可能同样耗时。',
    remedy:
      '在“载荷解析为…”中简化 Schema：逐层翻倍的引用，以及嵌套的 anyOf 或 oneOf 开销最大。修改后的 Schema 会重新启用。',
  },
  'convention-limit': {
    title: '按约定读取时，消息或设备过大',
    explanation:
      '按其主题的约定，会从此消息读取设备的值。它的字节数或值的数量超过一条消息可读取的上限，或其设备的组成部分、信息、告警或声明超过一个设备可保留的上限。其余部分已略去；同一设备只报告一次。下一条消息仍会读取。',
    remedy:
      '请在发送方拆分消息，或将各部分作为单独的设备上报。如果约定文件是您自己的，其中的形式可能重复读取相同的值：请删去重复的形式。',
  },
};
