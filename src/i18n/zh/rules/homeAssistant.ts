/** Home Assistant 的 MQTT 自动发现。 */
import type { HomeAssistantRule } from '../../../conventions/homeAssistant/rules.ts';
import type { RuleTexts } from '../../ruleWords.ts';

export const homeAssistant: RuleTexts<HomeAssistantRule> = {
  'home-assistant-refused': {
    title: 'Home Assistant 拒绝发现消息',
    explanation:
      'Home Assistant 先检查发现消息，再创建设备和实体。此设备或实体不会被创建，其日志中会记录该消息。',
    remedy: '请在发布方更正该消息。可用的值见具体问题。',
  },
  'home-assistant-discovery': {
    title: '发现消息的效果与预期不同',
    explanation: 'Home Assistant 接受该发现消息，但其中一部分不起作用，或作用与预期不同。',
    remedy: '请在发布方更正该消息。',
  },
  'home-assistant-state': {
    title: '数值传感器的状态是文本',
    explanation:
      '其发现消息含有单位、state_class、显示精度或数值型 device_class，因此 Home Assistant 要求状态为数字。它会记录错误，并保留之前的状态。',
    remedy: '请发送数字；如果传感器的状态本来就是文本，请从其发现消息中删除这些选项。',
  },
};
