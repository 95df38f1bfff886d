import { say } from '../../../base/message.ts';
import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { addressNotes } from '../facts/addressNotes.ts';
import { bytesErrors, jsonErrors } from '../facts/payloadErrors.ts';
import { platformNotes } from '../facts/platformNotes.ts';

export const typed: Texts['typed'] = {
  platformNote: (note) => say(platformNotes, note),
  addressNote: (note) => say(addressNotes, note),
  bytesError: (error) => say(bytesErrors, error),
  jsonError: (error) => say(jsonErrors, error),
};

export const draftErrors: Texts['draftErrors'] = {
  filter: (filter, wrong) => `${filter}：${wrong}`,
  noUrl: '请填写 Broker 的地址。',
  leftOut: '“…”处的敏感信息未保存，请重新填写。',
  needed: '登录所必需。',
  number: (max) => `须为 0 至 ${max} 的整数。`,
  tooLong: '最多 65535 字节。',
  hex: '须为成对的十六进制数字，例如 01 a0 ff。',
  clientIdNeeded: '此处必填：客户端 ID 不能为空。',
  clientIdForSession: '保存会话需要客户端 ID。请填写，或打开 Clean Session。',
  userNameForPassword: 'MQTT 5 之前，有密码就必须有用户名。',
  authUrl: '须为 http:// 或 https:// 地址，或本页面所在服务器上的路径。',
  timestamp: '1970 年起的毫秒数，仅限数字。',
};

export const linkNotes: Texts['linkNotes'] = {
  secret: (name) =>
    `链接中含有“${name}”。密钥和密码不应出现在地址里。已忽略，请在此处重新输入，并视为已泄露。`,
  leftOut:
    '链接的地址中有一部分像是敏感信息（token 或密码），不应出现在链接里。已略去，请在“…”的位置重新填写，并视为已泄露。',
  value: (name, value) => `链接中的 ${name}=${value} 不是 ${name} 的有效值，已忽略。`,
  unknown: (name) => `链接中的“${name}”无法识别，已忽略。`,
  tooManyFilters: (most) =>
    `链接含有超过 ${grouped(most)} 个主题过滤器，其余已忽略。请使用带通配符的主题过滤器。`,
  notValid: '链接要求立即连接，但其中有内容不合要求：点击“连接”查看原因。',
  notAtOnce: '链接要求立即连接。只有本页面自身的 Broker 才会立即连接：请检查地址，然后点击“连接”。',
};

export const addresses: Texts['addresses'] = {
  tryThese: '浏览器可以连接的同一 Broker 的地址：',
  usualAt: (broker) =>
    broker === 'behind a web server' ? '位于 Web 服务器之后' : broker.replaceAll(', ', '、'),
  use: (url) => `使用 ${url}`,
};
