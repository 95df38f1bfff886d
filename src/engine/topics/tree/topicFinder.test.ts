import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import { encodeCbor } from '../../../payload/formats/cbor/cborWriter.ts';
import { TopicNames } from '../../log/columns/topicNames.ts';
import { topicSearch } from '../../log/columns/topicSearch.ts';
import { textMessage } from '../messages.testkit.ts';
import { ReceivedTopics } from '../receivedTopics.ts';
import { TopicFinder } from './topicFinder.ts';
import { Tree } from './topicTree.testkit.ts';

// Letters whose case depends on their context, that expand to two, or that map to ASCII.
const CHARACTERS = 'a A b z / / + # $ . 0 σ ς Σ İ i ı K k ß ẞ é E\u0301 💡 \ud83d \ufffd \ufeff';
const character = fc.constantFrom(' ', ...CHARACTERS.split(' '));
const textOf = (maxLength: number) =>
  fc.array(character, { maxLength }).map((units) => units.join(''));
const bytes = fc.oneof(
  textOf(12).map((text) => encodeUtf8(text)),
  fc.uint8Array({ maxLength: 12 }),
);

test('finds in bytes the same as in the texts of names and values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(textOf(10), bytes), { minLength: 1, maxLength: 12 }),
      fc.oneof(textOf(3), textOf(6)),
      (messages, text) => {
        const names = new TopicNames();
        const topics = new ReceivedTopics(names, CONVENTIONS.secrets);
        const values = new Map<string, Uint8Array>();
        for (const [topic, value] of messages) {
          const name = encodeUtf8(topic);
          const all = Uint8Array.from([...name, ...value]);
          const id = names.intern(all, 0, name.length);
          const message = textMessage('', { bytes: all, payloadStart: name.length });
          topics.receive(id, message);
          values.set(decodeUtf8(name) ?? '', value);
        }
        topics.search(text, TopicFinder);
        topics.look(() => true);
        const slow = topicSearch(text);
        const expected = [...values].filter(([name, value]) => slow?.(name, () => value)).length;
        expect(topics.rows({ first: 0, count: 0 }, 0).found).toBe(slow && expected);
      },
    ),
    { numRuns: tries(20_000) },
  );
});

test('the best match has the word as its last level, then at its start, in its name, in its value', () => {
  const tree = new Tree();
  const best = (text: string) => {
    tree.search(text);
    return tree.topics.bestMatch();
  };
  tree.receive('a/config', 'has a temp');
  expect(best('temp')).toBe('a/config');
  tree.receive('b/mytemp/x');
  expect(best('temp')).toBe('b/mytemp/x');
  tree.receive('c/temperature');
  expect(best('temp')).toBe('c/temperature');
  tree.receive('east/temp');
  tree.receive('d/temp');
  expect(best('TEMP')).toBe('d/temp');
  expect(best('east temp')).toBe('east/temp');
  expect(best('+/temp')).toBe('d/temp');
  expect(best('missing')).toBeNull();
});

test('a topic found by its value shows the text around the match, also of a value in a binary format', () => {
  const tree = new Tree();
  const text = `${'x'.repeat(200)} the needle is here`;
  tree.receive('a/text', text);
  tree.receive('a/json', JSON.stringify({ first: 1, list: [{ key: text }] }));
  tree.receive('a/cbor', '', { bytes: encodeCbor({ site: 'hz', text }), payloadStart: 0 });
  tree.receive('a/needle', text);
  const shown = (search: string) => {
    tree.search(search);
    return tree.rows().flatMap(({ path, preview }) => {
      if (preview === undefined || !('text' in preview.args)) return [];
      return [`${path} ${preview.args.text}`];
    });
  };
  expect(shown('needle')).toEqual([
    'a/cbor …the needle is here"}',
    'a/json …the needle is here"}]}',
    `a/needle ${'x'.repeat(80)}`,
    'a/text …the needle is here',
  ]);
  expect(shown('text here')[1]).toBe('a/text … is here');
  const counts = tree.topics.rows({ first: 0, count: 0 }, 0);
  expect(counts).toMatchObject({ found: 2, foundByValue: 2 });
});
