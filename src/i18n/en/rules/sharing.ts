/** Shared subscriptions (5.0 §4.8.2). */

import type { Words } from '../../../base/message.ts';
import type { SharingFindings } from '../../../engine/findings/findings.ts';
import type { SHARING } from '../../../engine/rules/sharing.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { quoted } from './findingWords.ts';

export const sharing: RuleTexts<keyof typeof SHARING> = {
  'publish-to-share': {
    title: 'Publish to $share',
    explanation:
      'In SUBSCRIBE, $share and a share name are the beginning of a topic filter. In PUBLISH, they are ordinary levels of a topic that no shared subscription matches.',
    remedy: 'Publish to the topic after the share name.',
  },
  'retained-and-shared': {
    title: 'No retained messages for a shared subscription',
    explanation: 'The client gets a value only when it is published again.',
    remedy: 'To get the retained message, also subscribe to the topic without $share or $queue.',
  },
  'delivered-without-prefix': {
    title: 'Topic arrives without $share',
    explanation:
      'A program that compares topics with its whole filter, $share included, does not find the handler of the message.',
    remedy: 'Compare topics with the part of the filter after the share name, or after $queue.',
  },
  'share-name-joined': {
    title: 'Share name runs together with the filter',
    explanation:
      'The share name is everything between $share/ and the next slash. Here, it ends with the first level of a topic in this capture, and what is left of the filter matches no topic.',
    remedy: 'Insert the slash after the share name.',
  },
};

/** Findings of these rules. */
export const sharingFindings: Words<SharingFindings> = {
  'publish-to-share': ({ topic, inner }) =>
    `The client publishes to ${quoted(topic)}. $share is only for SUBSCRIBE: subscribers of a share get what is published to ${quoted(inner)}.`,
  'retained-and-shared': ({ topic, filter }) =>
    `${quoted(topic)} has a retained message, which a server does not send for the shared subscription ${quoted(filter)}.`,
  'delivered-without-prefix': ({ topic, filter }) =>
    `The messages for ${quoted(filter)} have topics without the share, like ${quoted(topic)}.`,
  'share-name-joined': ({ filter, name, inner, topic }) =>
    `No message in this capture matched ${quoted(filter)}. If the share name was meant to be ${quoted(name)}, a slash is missing after it: the filter ${quoted(inner)} matches ${quoted(topic)}.`,
};
