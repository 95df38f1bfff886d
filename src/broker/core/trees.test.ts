import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastCpuTime } from '../../base/cpuTime.testkit.ts';
import { topicFilterError, topicMatches, topicNameError } from '../../mqtt/tables/topics.ts';
import { FilterTree } from './memory/filterTree.ts';
import { Account } from './memory/ledger.ts';
import { TopicStore } from './memory/topicStore.ts';

const level = fc.constantFrom('', 'a', 'b', '$x', '__proto__', 'constructor');
const name = fc
  .array(level, { minLength: 1, maxLength: 5 })
  .map((levels) => levels.join('/'))
  .filter((topic) => topicNameError(topic) === undefined);
const filter = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { minLength: 0, maxLength: 5 }), fc.boolean())
  .map(([levels, hasHash]) => (hasHash ? [...levels, '#'] : levels).join('/'))
  .filter((text) => topicFilterError(text) === undefined);

describe('the tree of filters', () => {
  it('matches by section 4.7 [MQTT-4.7.1-1, 4.7.1-2, 4.7.2-1; 3.1.1: MQTT-4.7.2-1]', () => {
    fc.assert(
      fc.property(fc.uniqueArray(filter, { maxLength: 20 }), name, (filters, topic) => {
        const tree = new FilterTree<string>();
        for (const text of filters) tree.add(text, text);
        const expected = filters.filter((text) => topicMatches(text, topic));
        expect(tree.match(topic).toSorted()).toEqual(expected.toSorted());
      }),
    );
  });

  it('leaves nothing when everything is removed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(filter, fc.nat(3))), (entries) => {
        const account = new Account();
        const tree = new FilterTree<number>(account);
        for (const [text, item] of entries) tree.add(text, item);
        expect(tree.size).toBe(new Set(entries.map((entry) => JSON.stringify(entry))).size);
        for (const [text, item] of entries) tree.delete(text, item);
        expect(tree.delete('a', 0)).toBe(false);
        expect([tree.size, account.bytes]).toEqual([0, 0]);
      }),
    );
  });

  it('accepts topics of 32,768 levels', () => {
    const topic = '/'.repeat(32_767);
    const tree = new FilterTree<string>();
    for (const text of [topic, '#', `${'+/'.repeat(32_767)}+`]) tree.add(text, text);
    expect(tree.match(topic)).toHaveLength(3);
  });
});

describe('the store of topics', () => {
  it('finds topics by section 4.7 [MQTT-4.7.1-1, 4.7.1-2, 4.7.2-1; 3.1.1: MQTT-4.7.2-1]', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 20 }), filter, (topics, text) => {
        const store = new TopicStore<string>();
        for (const topic of topics) store.set(topic, topic);
        const expected = topics.filter((topic) => topicMatches(text, topic));
        expect(store.match(text).toSorted()).toEqual(expected.toSorted());
      }),
    );
  });

  it('does not split an unknown topic', () => {
    const store = new TopicStore<number>();
    store.set('b', 1);
    const deep = 'a/'.repeat(32_000);
    expect(
      leastCpuTime(() => {
        for (let n = 0; n < 1000; n += 1) store.get(deep);
      }),
    ).toBeLessThan(100);
  });

  it('stores a value for each topic, and leaves nothing after removal', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.nat())), (entries) => {
        const account = new Account();
        const store = new TopicStore<number>(account);
        const model = new Map<string, number>();
        for (const [topic, value] of entries) {
          store.set(topic, value);
          model.set(topic, value);
        }
        expect(store.size).toBe(model.size);
        for (const [topic, value] of model) {
          expect(store.get(topic)).toBe(value);
          expect(store.delete(topic)).toBe(value);
          expect(store.delete(topic)).toBeUndefined();
        }
        expect([store.size, account.bytes]).toEqual([0, 0]);
      }),
    );
  });

  it('accepts topics of 32,768 levels', () => {
    const store = new TopicStore<number>();
    store.set('/'.repeat(32_767), 1);
    expect(store.match('#')).toEqual([1]);
    expect(store.match('/+/#')).toEqual([1]);
    expect(store.delete('/'.repeat(32_767))).toBe(1);
  });
});
