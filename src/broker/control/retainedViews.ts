/** Retained messages, by topic. */
import { base64 } from '@scure/base';
import { topicFilterFault, topicMatches } from '../../mqtt/topics.ts';
import type { Contents } from '../contents.ts';
import type { Message } from '../message.ts';
import { containing, type Page } from './page.ts';
import type { RetainedRow, ViewCommand } from './views.ts';

/** Bytes of a payload. */
const SHOWN = 64;

type Wanted = Extract<ViewCommand, { readonly kind: 'retained' }>;

export function retainedPage(
  { router: { retained } }: Contents,
  { first, count, filter, sys = true }: Wanted,
): Page<RetainedRow> {
  const own = sys ? retained.topics : retained.topics.filter((topic) => !isOfBroker(topic));
  const topics = filter === undefined ? own : own.filter(choice(filter));
  const rows = topics
    .slice(first, first + count)
    .map((topic) => retained.get(topic))
    .filter((message) => message !== undefined)
    .map(retainedRow);
  return { first, total: topics.length, rows };
}

function isOfBroker(topic: string): boolean {
  return topic === '$SYS' || topic.startsWith('$SYS/');
}

/** A topic filter is one that has wildcards; other text may stand anywhere in the topic. */
function choice(filter: string): (topic: string) => boolean {
  const isFilter = /[+#]/.test(filter) && topicFilterFault(filter) === undefined;
  if (!isFilter) {
    const mentioned = containing(filter);
    return (topic) => mentioned.test(topic);
  }
  return (topic) => topicMatches(filter, topic);
}

function retainedRow({ topic, qos, payload, publisher, time, expiresAt }: Message): RetainedRow {
  return {
    topic,
    qos,
    size: payload.length,
    payload: base64.encode(payload.subarray(0, SHOWN)),
    publisher,
    time,
    expiresAt,
  };
}
