/** What is wrong with a typed payload or the rules of faults. */
import type { SentenceTable } from '../../sentences.ts';

export const FILTER_SENTENCES: SentenceTable = {
  // Payloads as they are typed
  'nothing but blanks': '只有空白',
  'a value is expected here': '此处应为值',
  'a key in double quotation marks is expected here': '此处应为双引号中的键',
  'a colon is expected after the key': '键之后应为冒号',
  'a comma or } is expected here': '此处应为逗号或 }',
  'a comma or ] is expected here': '此处应为逗号或 ]',
  'more text follows after the value': '值之后还有文本',
  'the text ends inside a string': '文本在字符串中间结束',
  'a control character inside a string must be written as an escape':
    '字符串中的控制字符必须写成转义',
  'this escape does not exist': '没有此转义',
  'this is not a number as JSON writes it': '这不是 JSON 的数字写法',
  'the text ends too early': '文本过早结束',

  // Rules of faults, and orders to a broker
  'line {}, column {}: not JSON, {}': '第 {1} 行第 {2} 列：不是 JSON，{3}',
  'line {}, column {}: {} is given twice': '第 {1} 行第 {2} 列：{3} 给出了两次',
  'line {}, column {}: {}': '第 {1} 行第 {2} 列：{3}',
  'the file is not UTF-8': '文件不是 UTF-8',
  'No client of this identifier is connected.': '没有此标识符的客户端连接。',
  'No client of this identifier has a session.': '没有此标识符的客户端会话。',
  'The broker is down.': 'Broker 已停止。',
  '$SYS is for the broker itself.': '$SYS 属于 Broker 自身。',
  'The broker failed at this; its host knows more.': 'Broker 在此出错；其主机上有更多信息。',
  'There are no demo devices here.': '这里没有演示设备。',
  'There is no platform here.': '这里没有平台。',
  'No device of this name is known here.': '这里没有此名称的设备。',
  'The device may not receive on this topic: see its permissions.':
    '设备无权在此 Topic 上接收消息：请查看其 Topic 权限。',
  'The device has not subscribed to this topic, so it was not sent.':
    '设备没有订阅此 Topic，因此未发送。',
  'A payload has at most {} bytes here.': '此处消息内容最多 {1} 字节。',
  'There is no rule of this id.': '没有此 id 的规则。',
  'This run is not remembered.': '此次运行已不再保存。',
  'Too many recipes are waiting. Stop some of them first.': '等待中的配方过多。请先停止一些。',
};
