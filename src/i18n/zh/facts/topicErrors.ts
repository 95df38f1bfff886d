/** Errors in a topic name or a topic filter. */
import type { Words } from '../../../base/message.ts';
import type { TopicErrors } from '../../../mqtt/tables/topicErrors.ts';

const WHAT = { 'topic name': '主题名', 'topic filter': '主题过滤器' } as const;

export const topicErrors: Words<TopicErrors> = {
  empty: ({ what }) => `${WHAT[what]}至少有一个字符。`,
  'null-character': ({ what }) => `${WHAT[what]}不能含字符 U+0000。`,
  'too-long': ({ what, most }) => `${WHAT[what]}的 UTF-8 最多 ${most} 字节。`,
  'wildcard-in-name': ({ wildcard }) => `主题名不能含通配符 ${wildcard}。`,
  'hash-before-end': () => '通配符 # 必须是最后一个字符。',
  'part-of-level': ({ wildcard }) => `通配符 ${wildcard} 必须占据完整的一层。`,
  'share-without-filter': () => '共享订阅在共享名之后需要主题过滤器：$share/{name}/{filter}。',
  'share-without-name': () => '共享名至少有一个字符。',
  'wildcard-in-share-name': () => '共享名不能含通配符。',
};
