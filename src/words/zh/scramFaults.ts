import type { Words } from '../../mqtt/fact.ts';
import type { ScramFaults } from '../../mqtt/scram/client.ts';
import { grouped } from '../numbers.ts';

export const scramFaults: Words<ScramFaults> = {
  'not-scram': () => '服务端的认证数据不是 SCRAM 消息。',
  'other-nonce': () => '服务端的响应属于另一次登录：它没有以所发送的 nonce 开头。',
  iterations: ({ most }) => `服务端要求的迭代次数无效（应为 1 至 ${grouped(most)}）。`,
  'server-error': ({ error }) => `服务端拒绝了 SCRAM 登录：${error}`,
  'wrong-signature': () => '服务端未能证明它知道密码：签名错误。它可能不是您期望的那个服务端。',
  'no-signature': () => '服务端未证明它知道密码就接受了客户端：缺少签名。',
  'out-of-turn': () => '服务端在 SCRAM 没有消息的地方发送了 AUTH。',
};
