/** A plain word: it stands somewhere in the packet, in whichever case. */
import { packetTypeOf } from '../../mqtt/packetNames.ts';
import { encodeUtf8 } from '../../mqtt/utf8.ts';
import { findBytes, findFoldedBytes } from '../../payload/byteSearch.ts';
import type { PacketFacts } from './packetFacts.ts';
import { remembered } from './topicMemory.ts';

/** Texts of a packet stand in its bytes, but for the topic behind an alias and the type's name. */
export function wordPredicate(text: string): {
  readonly test: (facts: PacketFacts) => boolean;
  readonly cost: number;
} {
  const lower = text.toLowerCase();
  const isPlain = /^[\p{ASCII}]*$/u.test(text);
  const forms = [...new Set([text, lower, text.toUpperCase()])].map(encodeUtf8);
  const part = encodeUtf8(lower);
  const isInTopic = remembered(
    (topic) => typeof topic === 'string' && topic.toLowerCase().includes(lower),
  );
  const test = (facts: PacketFacts): boolean => {
    if (packetTypeOf(facts.firstByte) === lower) return true;
    if (facts.topic !== undefined && isInTopic(facts.topic)) return true;
    const bytes = facts.bytes();
    return isPlain ? findFoldedBytes(bytes, part) : forms.some((form) => findBytes(bytes, form));
  };
  return { test, cost: 200 };
}
