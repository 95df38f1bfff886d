/** Properties by themselves. */
import type { PropertyRule } from '../../../engine/rules/packetRules.ts';
import type { RuleTexts } from '../../ruleWords.ts';

export const property: RuleTexts<PropertyRule> = {
  'property-length': {
    title: '属性长度不符',
    explanation: '常见原因是报文按 MQTT 3.1.1 写出。',
    remedy: '检查报文是否按 MQTT 5 写出；没有属性时其长度为 0。',
  },
  'property-unknown': {
    title: '未知的属性',
    explanation: 'MQTT 5 没有此属性标识符，无法确定该属性在哪里结束。',
    remedy: '自定义数据请使用用户属性。',
  },
  'property-place': {
    title: '属性出现在错误的报文中',
    explanation: '接收方会关闭连接。',
    remedy: '查阅属性可以出现的位置（标准的表 2-4）。',
  },
  'property-twice': {
    title: '属性出现了两次',
    explanation: '无法判断哪个值有效。',
    remedy: '只发送一次。',
  },
  'property-value': {
    title: '属性值不允许',
    explanation: '接收方会关闭连接。',
    remedy: '使用允许的值，或去掉此属性。',
  },
  'session-expiry-from-server': {
    title: 'Broker 的 DISCONNECT 中有会话过期间隔',
    remedy: '请修正 Broker。',
  },
  'server-reference-from-client': {
    title: '来自客户端的 Server Reference',
    remedy: '去掉此属性。',
  },
  'auth-method-missing': {
    title: 'AUTH 没有认证方法',
    explanation: '接收方会关闭连接。',
    remedy: '在每个 AUTH 中再次发送认证方法。',
  },
};
