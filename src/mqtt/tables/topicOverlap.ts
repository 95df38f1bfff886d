/** Tells if messages on a topic can reach a subscriber. */
import { splitShared, topicMatches } from './topics.ts';

/** The topic may end with `/#`; undefined if it is unknown. */
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
    const isHeard = plain.some((filter) => mayReceive(filter, topic));
    known.set(topic, isHeard);
    return isHeard;
  };
}

/** True if the filter matches the topic, or if the topic ends with `/#`, one of its topics. */
export const mayReceive = (filter: string, topic: string): boolean =>
  topic.endsWith('/#') ? filtersOverlap(filter, topic) : topicMatches(filter, topic);

/** True if some topic name matches both filters. Shared subscriptions overlap with nothing. */
export function filtersOverlap(a: string, b: string): boolean {
  if (splitShared(a) !== undefined || splitShared(b) !== undefined) return false;
  const isDollar = (filter: string) => filter.startsWith('$');
  if (isDollar(a) !== isDollar(b)) return false;
  const left = a.split('/');
  const right = b.split('/');
  for (let level = 0; ; level += 1) {
    const one = left[level];
    const other = right[level];
    if (one === '#' || other === '#') return true;
    if (one === undefined || other === undefined) return one === other;
    if (one !== other && one !== '+' && other !== '+') return false;
  }
}
