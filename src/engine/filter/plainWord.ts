/** A plain word: it matches anywhere in the packet, ignoring case. */

import { byteFinder } from '../../base/byteSearch.ts';
import type { Steps } from '../../base/steps.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import type { PacketFacts } from './packetFacts.ts';
import type { Predicate } from './predicate.ts';
import { topicPredicate } from './topicMemory.ts';
import { STEPS_PER_BYTE } from './valueSource.ts';

/**
 * Searches the bytes, which contain all texts of a packet except the topic of an alias and the name of the
 * type.
 */
export function wordPredicate(text: string, steps: Steps): Predicate {
  const lower = text.toLowerCase();
  const isPlain = /^[\p{ASCII}]*$/u.test(text);
  const forms = [...new Set([text, lower, text.toUpperCase()])].map(encodeUtf8);
  const finders = isPlain
    ? [byteFinder(encodeUtf8(lower), true)]
    : forms.map((form) => byteFinder(form));
  const inTopic = topicPredicate(
    (topic) => typeof topic === 'string' && topic.toLowerCase().includes(lower),
    () => false,
    steps,
  );
  const test = (facts: PacketFacts): boolean => {
    if (packetTypeOf(facts.firstByte) === lower || inTopic.test(facts)) return true;
    if (!steps.take(facts.size * finders.length * STEPS_PER_BYTE)) return false;
    const place = facts.place?.();
    if (place !== undefined) return finders.some((find) => find(place.bytes, place.from, place.to));
    const bytes = facts.bytes();
    return finders.some((find) => find(bytes, 0, bytes.length));
  };
  return { test, cost: 200 };
}
