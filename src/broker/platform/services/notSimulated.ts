/** Handling of messages to services of the cloud that the local platform does not simulate. */
import type { AlinkTopic } from '../../../alibaba/alink/alinkTopic.ts';
import type { AlinkTopicKind } from '../../../alibaba/alink/topicForms.ts';
import type { Handler } from './handler.ts';

const NOTED = { kind: 'other', why: 'not-simulated' } as const;

/**
 * Requests whose reply without data lets a device continue. All others stay unanswered, because a device would
 * act on the content of the reply.
 */
const ACKNOWLEDGED: ReadonlySet<AlinkTopicKind> = new Set<AlinkTopicKind>([
  'ota-get',
  'log-post',
  'batch-post',
  'pack-post',
  'history-post',
  'desired-get',
  'desired-delete',
  'tags-get',
  'tags-update',
  'tags-delete',
]);

/** undefined: a topic that devices do not publish to. */
export function notSimulated({ kind, from }: AlinkTopic): Handler | undefined {
  if (from === 'cloud') return undefined;
  return ACKNOWLEDGED.has(kind)
    ? { reads: 'alink', handle: () => ({ ...NOTED, code: 200 }) }
    : { reads: 'bytes', handle: () => NOTED };
}
