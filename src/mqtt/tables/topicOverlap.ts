/** Tells if messages on a topic can reach a subscriber. */
import { splitShared, topicMatches } from './topics.ts';

/** undefined for an unknown topic. */
export type TopicOverlap = (topic: string | undefined) => boolean;

/** Compares each topic with the filters only once. @param filters undefined if there may be others */
export function topicOverlap(filters: readonly string[] | undefined): TopicOverlap {
  if (filters === undefined) return () => true;
  const plain = filters.map((filter) => splitShared(filter)?.filter ?? filter);
  const known = new Map<string, boolean>();
  return (topic) => {
    if (topic === undefined) return true;
    const before = known.get(topic);
    if (before !== undefined) return before;
    const isHeard = plain.some((filter) => topicMatches(filter, topic));
    known.set(topic, isHeard);
    return isHeard;
  };
}
