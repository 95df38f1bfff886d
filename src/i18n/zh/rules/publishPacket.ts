/** PUBLISH and reason codes by themselves. */
import type { PublishPacketRule } from '../../../engine/rules/packetRules.ts';
import type { RuleTexts, RuleWords } from '../../ruleWords.ts';

const OWN_TABLE = '请使用标准为该报文定义的原因码。';

const unknownCode = (packet: string): RuleWords => ({
  title: `${packet} 中的未知原因码`,
  explanation: '接收方会把报文视为格式错误。',
  remedy: OWN_TABLE,
});

export const publishPacket: RuleTexts<PublishPacketRule> = {
  'qos-3': {
    title: 'QoS 为 3',
    explanation: '接收方会关闭连接。',
    remedy: '以 QoS 0、1 或 2 发布。',
  },
  'dup-at-qos-0': {
    title: 'QoS 0 带 DUP',
    explanation: 'QoS 0 的消息从不重发，DUP 在此没有意义。',
    remedy: '只在重发 QoS 1 或 2 的 PUBLISH 时设置 DUP。',
  },
  'topic-wildcard': {
    title: '向带通配符的主题发布',
    explanation: 'Broker 会关闭连接。',
    remedy: '用完整的主题名分别发布。',
  },
  'topic-empty': {
    title: '没有主题的发布',
    remedy: '给出主题，或发送代表该主题的别名。',
  },
  'topic-alias-zero': {
    title: '主题别名为 0',
    explanation: '接收方会关闭连接。',
    remedy: '别名的取值从 1 到接收方的上限。',
  },
  'topic-alias-unknown': {
    title: '未知的主题别名',
    explanation: '连接断开后，别名失效。',
    remedy: '先将主题与别名一起发送；每次连接都要重新发送。',
  },
  'subscription-id-from-client': {
    title: '来自客户端的订阅标识符',
    remedy: '去掉此属性，转发收到的消息时尤其要注意。',
  },
  'response-topic': {
    title: '响应主题不是主题名',
    remedy: '给出一个不含 + 和 # 的主题。',
  },
  'response-topic-empty': {
    title: '响应主题为空',
    explanation: 'Broker 会关闭连接。',
    remedy: '给出响应的主题，或去掉此属性。',
  },
  'payload-format': {
    title: '载荷声明为 UTF-8，但内容不是',
    explanation: '接收方可以拒绝消息（0x99）。',
    remedy: '载荷为二进制时，将该标志设为 0；为文本时，编码为 UTF-8。',
  },
  'puback-code': unknownCode('PUBACK'),
  'pubrec-code': unknownCode('PUBREC'),
  'pubrel-code': unknownCode('PUBREL'),
  'pubcomp-code': unknownCode('PUBCOMP'),
  'suback-code': unknownCode('SUBACK'),
  'unsuback-code': unknownCode('UNSUBACK'),
  'disconnect-code': unknownCode('DISCONNECT'),
  'auth-code': unknownCode('AUTH'),
  'code-sender': {
    title: '只有另一侧才能使用的原因码',
    remedy: '请使用本侧可以发送的原因码。',
  },
};
