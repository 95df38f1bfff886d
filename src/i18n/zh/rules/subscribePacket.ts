/** SUBSCRIBE, UNSUBSCRIBE and their acknowledgements by themselves. */
import type { SubscribePacketRule } from '../../../engine/rules/packetRules.ts';
import type { RuleTexts } from '../../ruleWords.ts';

export const subscribePacket: RuleTexts<SubscribePacketRule> = {
  'no-filter': {
    title: '没有主题过滤器的 SUBSCRIBE',
    explanation: '没有可订阅的内容；Broker 会关闭连接。',
    remedy: '至少发送一个主题过滤器。',
  },
  'no-unsubscribe-filter': {
    title: '没有主题过滤器的 UNSUBSCRIBE',
    explanation: '没有可取消的订阅；Broker 会关闭连接。',
    remedy: '至少发送一个主题过滤器。',
  },
  'subscribe-qos-3': {
    title: '以 QoS 3 订阅',
    explanation: '不存在 QoS 3；Broker 会关闭连接。',
    remedy: '请求 0、1 或 2。',
  },
  'maximum-qos-3': {
    title: '以 QoS 3 订阅',
    explanation: '不存在 QoS 3；Broker 会关闭连接。',
    remedy: '请求 0、1 或 2。',
  },
  'subscribe-reserved': {
    title: '请求的 QoS 旁设置了保留位',
    explanation: '在此版本中这些位必须为 0。常见原因是在 MQTT 3.1.1 的连接上使用了 MQTT 5 的选项。',
    remedy: '只在 MQTT 5 中设置订阅选项。',
  },
  'unused-subscribe-bits': {
    title: '请求的 QoS 旁设置了没有意义的位',
    explanation: 'MQTT 3.1 中这些位没有意义；后来的版本禁止它们。',
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
    explanation: 'Retain Handling 为 0、1 或 2；Broker 会关闭连接。',
    remedy: '使用 0（发送）、1（新订阅时发送）或 2（不发送）。',
  },
  'no-local-shared': {
    title: '共享订阅使用 No Local',
    explanation: '共享订阅不能排除自己的消息；Broker 会关闭连接。',
    remedy: '在此把 No Local 设为 0。',
  },
  'filter-empty': {
    title: '空的主题过滤器',
    explanation: '主题过滤器至少有一个字符。',
    remedy: '填写主题，或用 # 表示全部。',
  },
  'filter-hash': {
    title: '通配符 # 的位置错误',
    explanation: '通配符 # 代表其后所有层级，只能是完整的最后一层。',
    remedy: '写 a/#，而不是 a# 或 a/#/b。',
  },
  'filter-plus': {
    title: '通配符 + 的位置错误',
    explanation: '通配符 + 代表完整的一层，而不是一层的一部分。',
    remedy: '写 a/+，而不是 a/b+。',
  },
  'filter-shared': {
    title: '共享订阅格式错误',
    explanation: '共享订阅写作 $share/名称/主题过滤器，名称不含通配符。',
    remedy: '写 $share/、名称、/ 和主题过滤器。',
  },
  'no-code': {
    title: '没有返回码的 SUBACK',
    explanation: 'SUBACK 为 SUBSCRIBE 的每个主题过滤器给出一个返回码。',
    remedy: '请修正 Broker。',
  },
  'no-unsuback-code': {
    title: '没有原因码的 UNSUBACK',
    explanation: '在 MQTT 5 中 UNSUBACK 为 UNSUBSCRIBE 的每个主题过滤器给出一个原因码。',
    remedy: '请修正 Broker；常见原因是 Broker 按 MQTT 3.1.1 响应。',
  },
};
