/** SUBSCRIBE, UNSUBSCRIBE and their acknowledgements by themselves. */
import type { SubscribePacketRule } from '../../../engine/rules/packetRules.ts';
import type { RuleTexts } from '../../ruleWords.ts';

export const subscribePacket: RuleTexts<SubscribePacketRule> = {
  'no-filter': {
    title: '没有主题过滤器的 SUBSCRIBE',
    explanation: 'Broker 会关闭连接。',
    remedy: '至少发送一个主题过滤器。',
  },
  'no-unsubscribe-filter': {
    title: '没有主题过滤器的 UNSUBSCRIBE',
    explanation: 'Broker 会关闭连接。',
    remedy: '至少发送一个主题过滤器。',
  },
  'subscribe-qos-3': {
    title: '以 QoS 3 订阅',
    explanation: 'Broker 会关闭连接。',
    remedy: '请求 0、1 或 2。',
  },
  'maximum-qos-3': {
    title: '以 QoS 3 订阅',
    explanation: 'Broker 会关闭连接。',
    remedy: '请求 0、1 或 2。',
  },
  'subscribe-reserved': {
    title: '请求的 QoS 旁设置了保留位',
    explanation: '常见原因是在 MQTT 3.1.1 的连接上使用了 MQTT 5 的选项。',
    remedy: '只在 MQTT 5 中设置订阅选项。',
  },
  'unused-subscribe-bits': {
    title: '请求的 QoS 旁设置了没有意义的位',
    explanation: '后来的版本禁止它们。',
    remedy: '保持为 0。',
  },
  'suback-failure': {
    title: 'MQTT 3.1 中没有的返回码',
    explanation:
      'SUBACK 从 MQTT 3.1.1 起才有表示主题过滤器被拒绝的 0x80。有的 Broker 在 3.1 中也发送 0x80，客户端视为拒绝。',
    remedy: '使用 MQTT 3.1.1 或 5，可以区分拒绝与授予。',
  },
  'retain-handling-3': {
    title: 'Retain Handling 为 3',
    explanation: 'Broker 会关闭连接。',
    remedy: '使用 0（发送）、1（新订阅时发送）或 2（不发送）。',
  },
  'no-local-shared': {
    title: '共享订阅使用 No Local',
    explanation: 'Broker 会关闭连接。',
    remedy: '在此把 No Local 设为 0。',
  },
  'filter-empty': {
    title: '空的主题过滤器',
    remedy: '填写主题，或用 # 表示全部。',
  },
  'filter-hash': {
    title: '通配符 # 的位置错误',
    explanation: '通配符 # 代表其后所有层级，只能是完整的最后一层。',
    remedy: '写 a/#，而不是 a# 或 a/#/b。',
  },
  'filter-plus': {
    title: '通配符 + 的位置错误',
    remedy: '写 a/+，而不是 a/b+。',
  },
  'filter-shared': {
    title: '共享订阅格式错误',
    remedy: '写 $share/、名称、/ 和主题过滤器。',
  },
  'no-code': {
    title: '没有返回码的 SUBACK',
    remedy: '请修正 Broker。',
  },
  'no-unsuback-code': {
    title: '没有原因码的 UNSUBACK',
    remedy: '请修正 Broker；常见原因是 Broker 按 MQTT 3.1.1 响应。',
  },
};
