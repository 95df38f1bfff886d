import type { Words } from '../../../base/message.ts';
import type { ScramErrors } from '../../../mqtt/scram/client.ts';
import { grouped } from '../../numbers.ts';

/** Errors of RFC 5802, section 7. */
const ERRORS = new Map([
  ['invalid-encoding', '无法读取消息'],
  ['extensions-not-supported', '不支持某个扩展'],
  ['invalid-proof', '密码错误'],
  ['channel-bindings-dont-match', '通道绑定不匹配'],
  ['server-does-support-channel-binding', '要求通道绑定，而此处无法使用'],
  ['channel-binding-not-supported', '不支持通道绑定'],
  ['unsupported-channel-binding-type', '不支持此类通道绑定'],
  ['unknown-user', '用户名不存在'],
  ['invalid-username-encoding', '用户名含有不接受的字符'],
  ['no-resources', '目前没有可用资源'],
  ['other-error', '未说明原因'],
]);

export const scramErrors: Words<ScramErrors> = {
  'not-scram': () => 'Broker 的认证数据不是 SCRAM 消息。',
  'other-nonce': () => 'Broker 的响应属于另一次登录：没有以所发送的 nonce 开头。',
  iterations: ({ asked, least, most }) =>
    `${asked === '' ? 'Broker 没有说明要求的迭代次数' : `Broker 要求 ${asked} 次迭代`}；可以是 ${grouped(least)} 至 ${grouped(most)}：次数过少时，密码可从证明中被猜出。`,
  'server-error': ({ error }) =>
    `Broker 拒绝了 SCRAM 登录：${ERRORS.get(error) ?? '另有原因'}（${error}）。`,
  extension: () => 'Broker 要求使用此客户端不支持的 SCRAM 扩展。',
  'wrong-signature': () => 'Broker 未能证明自己知道密码：签名错误。可能不是您期望的那个 Broker。',
  'no-signature': () => 'Broker 未证明自己知道密码就接受了客户端：缺少签名。',
  'out-of-turn': () => 'Broker 在 SCRAM 没有消息的地方发送了 AUTH。',
};
