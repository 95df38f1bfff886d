/** 共享订阅（5.0 §4.8.2）。 */

import type { Words } from '../../../base/message.ts';
import type { SharingFindings } from '../../../engine/findings/findings.ts';
import type { SHARING } from '../../../engine/rules/sharing.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { quoted } from './findingWords.ts';

export const sharing: RuleTexts<keyof typeof SHARING> = {
  'publish-to-share': {
    title: '向 $share 发布',
    explanation:
      '$share 和共享名是 SUBSCRIBE 中主题过滤器的开头。在 PUBLISH 中它们只是普通的主题层级，没有共享订阅匹配这样的主题。',
    remedy: '向共享名之后的主题发布。',
  },
  'retained-and-shared': {
    title: '共享订阅收不到保留消息',
    explanation: '客户端要等到再次发布时才收到值。',
    remedy: '若需要保留消息，请同时不带 $share 或 $queue 订阅该主题。',
  },
  'delivered-without-prefix': {
    title: '到达的主题不带 $share',
    explanation: '若程序用包括 $share 的完整过滤器与主题比较，就找不到该消息的处理函数。',
    remedy: '用过滤器中共享名（或 $queue）之后的部分与主题比较。',
  },
  'share-name-joined': {
    title: '共享名与过滤器连在一起',
    explanation:
      '共享名是 $share/ 与下一个斜杠之间的全部内容。这里它以抓包中某个主题的第一层结尾，而过滤器剩下的部分不匹配任何主题。',
    remedy: '在共享名之后加上斜杠。',
  },
};

/** Findings of these rules. */
export const sharingFindings: Words<SharingFindings> = {
  'publish-to-share': ({ topic, inner }) =>
    `客户端向 ${quoted(topic)} 发布。$share 只用于 SUBSCRIBE：共享订阅的客户端收到的是向 ${quoted(inner)} 发布的消息。`,
  'retained-and-shared': ({ topic, filter }) =>
    `${quoted(topic)} 有保留消息，而 Broker 不为共享订阅 ${quoted(filter)} 发送它。`,
  'delivered-without-prefix': ({ topic, filter }) =>
    `${quoted(filter)} 的消息的主题不带共享名，例如 ${quoted(topic)}。`,
  'share-name-joined': ({ filter, name, inner, topic }) =>
    `抓包中没有消息匹配 ${quoted(filter)}。若共享名应为 ${quoted(name)}，则其后缺少斜杠：过滤器 ${quoted(inner)} 匹配 ${quoted(topic)}。`,
};
