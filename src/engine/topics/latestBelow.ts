/** Last values of a branch, each with the previous one. */
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import { topicsBelow } from './topicCompletion.ts';
import type { TopicMessage } from './tree/topicRow.ts';
import type { Received } from './tree/topicTree.ts';

interface Value {
  /** First bytes of the payload, up to the requested number. */
  readonly payload: Uint8Array;
  /** µs since the capture's origin. */
  readonly time: number;
}

export interface LatestValue extends Value {
  readonly topic: string;
  readonly before: Value | undefined;
}

export interface Limits {
  /** Maximum topics, in tree order. */
  readonly topics: number;
  /** Maximum bytes per payload. */
  readonly bytes: number;
}

/** Empty if nothing was received below the path. */
export function latestBelow(
  received: Received,
  top: number,
  limits: Limits,
  secrets: Pick<Secrets, 'maskMessage'>,
): readonly LatestValue[] {
  const { topics } = received;
  return topicsBelow(received, top, limits.topics).flatMap((topic) => {
    const name = topics.name(topic);
    const cut = ({ payload, time }: TopicMessage): Value => ({
      payload: secrets.maskMessage(name, payload).slice(0, limits.bytes),
      time,
    });
    const [last, before] = topics.histories.messages(topic, 0, 2);
    return last ? [{ topic: name, ...cut(last), before: before && cut(before) }] : [];
  });
}
