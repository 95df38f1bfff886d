/** Arbitrary texts, topics and bytes as MQTT allows them. */
import fc from 'fast-check';
import { topicFilterError, topicNameError } from './topics.ts';

/** Any text of at most `maxLength` code points without U+0000. */
export const arbitraryText = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: 'binary', maxLength }).map((text) => text.replaceAll('\0', ''));

export const arbitraryBytes: fc.Arbitrary<Uint8Array> = fc.uint8Array({ maxLength: 40 });

/** Names that have caused errors in programs, and any other. */
const level = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'sensors', '', '__proto__', 'constructor') },
  { weight: 1, arbitrary: fc.constantFrom('$SYS', '$share', 'ü', '温度', '🌡') },
  { weight: 1, arbitrary: arbitraryText(6).map((text) => text.replaceAll(/[/+#]/g, '')) },
);

const join = (levels: readonly string[]) => levels.join('/');

export const arbitraryTopic: fc.Arbitrary<string> = fc
  .array(level, { minLength: 1, maxLength: 5 })
  .map(join)
  .filter((topic) => topicNameError(topic) === undefined);

/** Without shared subscriptions; tests add the prefix. */
export const arbitraryFilter: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.oneof(level, fc.constant('+')), { maxLength: 4 }),
    fc.oneof(level, fc.constantFrom('#', '+')),
  )
  .map(([levels, last]) => join([...levels, last]))
  .filter((filter) => !filter.startsWith('$share') && topicFilterError(filter) === undefined);
