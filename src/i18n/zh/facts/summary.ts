/** Summaries of packets. */

import type { Words } from '../../../base/message.ts';
import type { Named, SummaryParts } from '../../../mqtt/dissect/describe.ts';
import type { PlacedCode } from '../../../mqtt/tables/reasonCodes.ts';
import { reasonCode } from '../codes/reasonCodes.ts';

/** @param between separator of names, which stay unchanged, or of Chinese texts */
function listed({ named, more }: Named<string>, between = ', '): string {
  const all = named.join(between);
  return more > 0 ? `${all} 等，另有 ${more} 个` : all;
}

/** 首屏不含各原因码和返回码的中文名称。 */
const shortCode = (placed: PlacedCode): string =>
  placed.place === 'connack' && placed.version < 5 && placed.code > 0
    ? `拒绝（返回码 ${placed.code}）`
    : reasonCode(placed);

export const summaryParts: Words<SummaryParts> = {
  'client-id': ({ clientId }) => (clientId === '' ? '（无客户端 ID）' : clientId),
  'clean-start': ({ version }) => (version === 5 ? 'Clean Start' : 'Clean Session'),
  'keep-alive': ({ seconds }) => (seconds === 0 ? '心跳已关闭' : `心跳间隔 ${seconds} 秒`),
  will: ({ topic }) => `遗嘱 ${topic}`,
  accepted: () => '已接受',
  'session-present': () => 'Session Present',
  topic: ({ topic }) => topic,
  'topic-alias': ({ alias }) => `主题别名 ${alias}`,
  subscriptions: ({ named, more }) =>
    listed({ named: named.map(({ filter, qos }) => `${filter} QoS ${qos}`), more }),
  filters: (filters) => listed(filters),
  code: shortCode,
  codes: ({ place, version, named, more }) => {
    const isGranted = (code: number): boolean => place === 'suback' && code <= 2;
    const said = named.map((code) =>
      isGranted(code) ? `授予 QoS ${code}` : reasonCode({ place, code, version }),
    );
    return listed({ named: said, more }, '，');
  },
  'authentication-method': ({ method }) => method,
  'reason-string': ({ text }) => text,
};
