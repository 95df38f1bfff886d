/** CONNECT and CONNACK by themselves. */
import type { ConnectPacketRule } from '../../../engine/rules/packetRules.ts';
import type { RuleTexts } from '../../ruleWords.ts';

export const connectPacket: RuleTexts<ConnectPacketRule> = {
  'protocol-name': {
    title: '未知的协议名',
    explanation: 'Broker 会拒绝连接。',
    remedy: '检查这是否是 MQTT 客户端，以及设置的是哪个版本。',
  },
  'protocol-level': {
    title: '未知的协议版本',
    explanation: 'Broker 会拒绝连接。',
    remedy: '把客户端设为 MQTT 3.1.1（4）或 MQTT 5（5）。',
  },
  'bridge-level': {
    title: '协议版本带有桥接标记',
    explanation:
      '版本字节的最高位已置位，有些 Broker 以此表明自己是桥接。标准没有规定此标记，Broker 可能拒绝。',
    remedy: '若此 Broker 拒绝，请在桥接端关闭该标记（Mosquitto：try_private false）。',
  },
  'connect-reserved': {
    title: '设置了保留的连接标志',
    explanation: 'Broker 会关闭连接。',
    remedy: '修正客户端写出的标志。',
  },
  'will-qos-without-will': {
    title: '没有遗嘱却有 Will QoS',
    remedy: '设置遗嘱标志并给出遗嘱，或将 Will QoS 设为 0。',
  },
  'will-qos-3': {
    title: 'Will QoS 为 3',
    explanation: 'Broker 会关闭连接。',
    remedy: '使用 0、1 或 2。',
  },
  'will-retain-without-will': {
    title: '没有遗嘱而 Will Retain 为 1',
    remedy: '设置遗嘱标志并给出遗嘱，或将 Will Retain 设为 0。',
  },
  'password-without-user-name': {
    title: '有密码而没有用户名',
    explanation: 'Broker 会关闭连接。',
    remedy: '给出用户名（空的也行），或使用 MQTT 5。',
  },
  'empty-client-id': {
    title: 'Clean Session 为 0 而客户端 ID 为空',
    explanation: '没有客户端 ID，Broker 无法再找到会话，所以客户端 ID 为空时需要 Clean Session。',
    remedy: '给出客户端 ID，或以 Clean Session 连接。',
  },
  'client-id-mqtt-31': {
    title: 'MQTT 3.1 中客户端 ID 为空',
    remedy: '给出客户端 ID。',
  },
  'long-client-id-mqtt-31': {
    title: '客户端 ID 对 MQTT 3.1 过长',
    explanation: '有些 Broker 会拒绝更长的客户端 ID。',
    remedy: '缩短客户端 ID，或使用 MQTT 3.1.1。',
  },
  'authentication-data-without-method': {
    title: '有认证数据而没有认证方法',
    explanation: '没有方法名，就无法得知数据的含义。',
    remedy: '同时给出认证方法。',
  },
  'will-topic': {
    title: '遗嘱主题不是主题名',
    explanation: 'Broker 会拒绝连接。',
    remedy: '给出一个不含 + 和 # 的主题。',
  },
  'will-topic-empty': {
    title: '遗嘱主题为空',
    explanation: 'Broker 会拒绝连接。',
    remedy: '给出遗嘱的主题，或在连接时不带遗嘱。',
  },
  'connack-reserved': {
    title: 'CONNACK 中设置了保留位',
    explanation: '客户端会关闭连接。',
    remedy: '请修正 Broker。',
  },
  'unused-connack-byte': {
    title: 'CONNACK 中没有意义的字节',
    explanation: 'MQTT 3.1 没有 Session Present 标志；客户端可能误认为是该标志。',
    remedy: '在 MQTT 3.1 中保持为 0。',
  },
  'session-present-refused': {
    title: '拒绝时 Session Present 为 1',
    remedy: '请修正 Broker：除成功外 Session Present 都为 0。',
  },
  'connack-code': {
    title: 'CONNACK 中未知的返回码或原因码',
    remedy: '检查 Broker 是否以客户端的版本响应。',
  },
};
