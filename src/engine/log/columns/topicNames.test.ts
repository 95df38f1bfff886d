import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { NO_TOPIC, TopicNames } from './topicNames.ts';

function intern(names: TopicNames, text: string): number {
  const bytes = encodeUtf8(`»${text}«`);
  return names.intern(bytes, 2, bytes.length - 2);
}

test('gives a name the same number as long as it is used', () => {
  const names = new TopicNames();
  const a = intern(names, 'a');
  const b = intern(names, 'b');
  expect(intern(names, 'a')).toBe(a);
  names.release(a);
  expect(names.name(a)).toBe('a');
  names.release(a);
  expect(names.name(a)).toBeUndefined();
  expect(names.count).toBe(1);
  expect(intern(names, 'c')).toBe(a);
  expect(names.name(b)).toBe('b');
});

test('1.5.4: rejects names that are not well-formed UTF-8', () => {
  const names = new TopicNames();
  for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0x61, 0xc3]]) {
    expect(names.intern(new Uint8Array(bytes), 0, bytes.length)).toBe(NO_TOPIC);
  }
  expect(names.count).toBe(0);
});

test('4.7: marks names that no PUBLISH may have', () => {
  const names = new TopicNames();
  const invalid = ['a/+', '#', 'a\0b'].map((name) => intern(names, name));
  expect(invalid.map((topic) => names.isInvalid(topic))).toEqual([true, true, true]);
  expect(names.isInvalid(intern(names, 'fine'))).toBe(false);
});

const anyName = fc.oneof(
  fc.string({ unit: 'binary', minLength: 0, maxLength: 20 }),
  fc.constantFrom('a', 'é', '\ufeffa', '💡', 'a\u0301', '\u00e1', '__proto__'),
  fc.nat(200).map((n) => `name/${n}`),
);

test('behaves like a map with use counts', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyName, fc.boolean()), { maxLength: 400 }), (steps) => {
      const names = new TopicNames();
      const uses = new Map<string, { topic: number; count: number }>();
      let isStable = true;
      for (const [name, isRelease] of steps) {
        const known = uses.get(name);
        if (!isRelease) {
          const topic = intern(names, name);
          isStable &&= topic === (known?.topic ?? topic);
          uses.set(name, { topic, count: (known?.count ?? 0) + 1 });
        } else if (known !== undefined) {
          names.release(known.topic);
          known.count -= 1;
          if (known.count === 0) uses.delete(name);
        }
        expect(names.count).toBe(uses.size);
      }
      expect(isStable).toBe(true);
      for (const [name, { topic }] of uses) expect(names.name(topic)).toBe(name);
      expect(new Set([...uses.values()].map(({ topic }) => topic)).size).toBe(uses.size);
    }),
  );
});

test('frees its tables after 200,000 names are released', () => {
  const names = new TopicNames();
  const kept: number[] = [];
  for (let n = 0; n < 200_000; n += 1) {
    kept.push(intern(names, `t/${n}`));
    // Like a ring of 1,000 rows.
    if (kept.length > 1_000) names.release(kept.shift() ?? NO_TOPIC);
  }
  expect(names.count).toBe(1_000);
  expect(names.tableBytes).toBeLessThan(64 * 1024);
  const again = kept.map((_, index) => intern(names, `t/${199_000 + index}`));
  expect(again).toEqual(kept);
  for (const topic of again) names.release(topic);
  for (const topic of kept) names.release(topic);
  expect([names.count, names.tableBytes]).toEqual([0, new TopicNames().tableBytes]);
});
