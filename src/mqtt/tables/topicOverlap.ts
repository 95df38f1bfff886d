/** Whether messages on a topic can come to whoever listens. */
import { splitShared, topicMatches } from './topics.ts';

/** undefined: it is not known on which topic. */
export type Hears = (topic: string | undefined) => boolean;

/** Each topic is held against the filters once. @param filters undefined: there may be others */
export function hearing(filters: readonly string[] | undefined): Hears {
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
