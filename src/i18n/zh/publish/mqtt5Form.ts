import type { RowError } from '../../../profiles/settings/propertyRows.ts';
import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';

const ERRORS: Readonly<Record<Exclude<RowError['why'], 'number'>, string>> = {
  hex: '请输入十六进制字节，每字节两位。',
  'too-long': '超过 65535 字节。',
  topic: '请填写不含通配符的主题名。',
  twice: '一个报文中此属性只能出现一次。',
  text: '文本不能包含 U+0000 或半个字符。',
};

export const properties: Texts['properties'] = {
  name: (place) => `属性 ${place}`,
  key: (place) => `属性 ${place} 的名称`,
  value: (place) => `属性 ${place} 的值`,
  remove: (place) => `移除属性 ${place}`,
  add: '添加属性',
  error: (error) =>
    error.why === 'number'
      ? `请填写 ${error.least} 至 ${grouped(error.most)} 的整数。`
      : ERRORS[error.why],
};

export const mqtt5Form: Texts['mqtt5Form'] = {
  signIn: '密码的使用方式',
  plain: '在 CONNECT 中发送',
  scram: (method) => `${method}：通过 AUTH 验证，不发送密码`,
  scramHint:
    'Broker 须支持此方式，并有该用户的相应信息。Broker 也须证明自己知道密码，否则断开连接。',
  scramUnused: (method) => `${method} 需要 MQTT 5。使用此版本时，密码会在 CONNECT 中发送。`,
  connect: 'CONNECT 的属性',
  connectHint:
    '未设置的属性使用标准或 mqttscope 的默认值。未在此设置时，Topic Alias Maximum 为 100。',
  will: '遗嘱消息的属性',
  subscribe: 'SUBSCRIBE 的属性',
  farewell: '断开连接并指定原因码',
  farewellText: '发送带有此原因码的 DISCONNECT。除 0x00 外，Broker 都会发布遗嘱消息。',
  expiryRaised: 'CONNECT 中会话过期间隔为 0：此时再设为非 0 属于协议错误。',
  reason: '原因码',
  disconnect: 'DISCONNECT 的属性',
  disconnectDo: '断开连接',
};
