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
  'home-assistant-payload': {
    title: '状态不是发现消息声明的值',
    explanation:
      'Home Assistant 将状态与发现消息中的值（如 payload_on、payload_off）或其默认值（如 ON、OFF）比较，区分大小写。其他值会被忽略，并保留之前的状态。',
    remedy: '请发送其中一个值，或在发现消息中声明实际发送的值。',
  },
  'home-assistant-availability': {
    title: '可用性不是发现消息声明的值',
    explanation:
      'Home Assistant 将可用性与 payload_available、payload_not_available 比较，默认为 online 和 offline，区分大小写。两者均未收到时，实体不可用。',
    remedy: '请发送其中一个值，或在发现消息中声明实际发送的值。',
  },
  'home-assistant-key': {
    title: '从未收到模板所需的键',
    explanation:
      '发现消息中的模板引用了 JSON 的某个键，但其主题上的消息均不含该键，因此实体无法由此取得值。',
    remedy: '请更正主题或模板中的键，或在消息中发送该键。',
  },
};
