/** 故障规则或命令的成员有什么问题：接在其路径之后。 */

import { say, type Words } from '../../../base/message.ts';
import type { MemberErrors } from '../../../broker/core/commands/memberErrors.ts';
import { topicErrors } from './topicErrors.ts';

const either = (names: readonly string[]): string => {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join('、')} 或 ${last}`;
};

export const memberErrors: Words<MemberErrors> = {
  missing: () => '缺失',
  unknown: ({ known }) => `无法识别；可用的有 ${known.join('、')}`,
  'unknown-kind': () => '在此无法识别',
  'too-many': ({ most }) => `超过 ${most} 项`,
  'not-object': () => '须为对象 { … }',
  'not-list': () => '须为列表 [ … ]',
  'not-text': () => '须为带引号的文本',
  'text-form': ({ longest }) => `须格式正确，且不超过 ${longest} 个字符`,
  'not-truth': () => '须为 true 或 false',
  'one-of': ({ names }) => `须为 ${either(names.map((name) => `"${name}"`))}`,
  whole: ({ least, most }) =>
    most === undefined ? `须为不小于 ${least} 的整数` : `须为 ${least} 至 ${most} 的整数`,
  'not-base64': () => '须为 Base64',
  version: () => '须为 1，目前只有这一个版本',
  'id-taken': () => '另一条规则已使用此名称',
  'id-form': () => '须为 1 至 64 个字母、数字或 _ . : -',
  'id-reserved': ({ id }) => `不能是 ${id}：此名称用于标记并非由规则引起的事件`,
  chance: () => '须为 0 至 1 的数字',
  qos: () => '须为 0、1 或 2',
  range: () => '须为一个数字，或两个数字 [最少, 最多]',
  'range-order': () => '须以较小的数字开头',
  'reason-code': () => '须为原因码，例如 "0x97" 或 151',
  'topic-filter': ({ why }) => `不是主题过滤器：${say(topicErrors, why)}`,
  'topic-name': ({ why }) => `不是主题名：${say(topicErrors, why)}`,
  filter: ({ column }) => `从第 ${column} 个字符起不是显示过滤器`,
  'too-many-filters': ({ what, most }) =>
    what === 'filters'
      ? `过多：最多 ${most} 条规则可带显示过滤器`
      : `过多：所有规则的显示过滤器合计最多 ${most} 个${what === 'patterns' ? '正则表达式' : '字符'}`,
  'filter-later': () => '过滤条件涉及稍后才能得知的内容，例如问题、时延或交互的状态',
  'no-change': () => '没有改动任何内容',
  'no-packet': () => '没有指明报文',
  'not-a-packet': () => '须为控制报文的名称，例如 "PUBACK"',
  'answer-to-client': () => '须为 "from-client"，因为响应的对象是客户端',
  'answer-to-what': () => '缺失；响应需要指明针对哪种报文',
  'not-answerable': ({ packet }) => `${packet} 无法响应`,
  'answer-no-refusal': () => '此处须为 0x80 或以上，即拒绝',
};
