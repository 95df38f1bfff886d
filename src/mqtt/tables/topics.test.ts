import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { arbitraryFilter, arbitraryTopic } from './text.testkit.ts';
import { splitShared, topicFilterError, topicMatches, topicNameError } from './topics.ts';

// Property tests are slow on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

describe('topic filters match topic names (4.7)', () => {
  it.each([
    ['sport/tennis/#', 'sport/tennis', true],
    ['sport/tennis/#', 'sport/tennis/player1/score', true],
    ['sport/#', 'sports', false],
    ['#', 'a', true],
    ['#', '/', true],
    ['sport/+', 'sport', false],
    ['sport/+', 'sport/', true],
    ['sport/+', 'sport/a/b', false],
    ['+/+', '/finance', true],
    ['/+', '/finance', true],
    ['+', '/finance', false],
    ['+/a/#', 'b/a', true],
    ['+/+/#', 'a', false],
    ['a/b', 'a/B', false],
    ['a//b', 'a//b', true],
    ['a/+/b', 'a//b', true],
    ['__proto__/+', '__proto__/constructor', true],
    ['+', 'a+b', true],
  ])('%s and %s: %s (MQTT-4.7.3-4)', (filter, name, matches) => {
    expect(topicMatches(filter, name)).toBe(matches);
  });

  it.each([
    ['#', '$SYS/uptime', false],
    ['+/uptime', '$SYS/uptime', false],
    ['$SYS/#', '$SYS/uptime', true],
    ['$SYS/+', '$SYS/uptime', true],
    ['a/#', 'a/$b', true],
  ])('%s and %s: %s (MQTT-4.7.2-1)', (filter, name, matches) => {
    expect(topicMatches(filter, name)).toBe(matches);
  });

  it('matches a shared subscription by its inner filter (MQTT-4.8.2)', () => {
    expect(topicMatches('$share/group/sport/+', 'sport/tennis')).toBe(true);
    expect(topicMatches('$share/group/#', '$SYS/uptime')).toBe(false);
  });

  /** The rule in its simplest form. */
  function matchesLevels(filter: readonly string[], name: readonly string[]): boolean {
    const [wanted, ...wantedRest] = filter;
    const [level, ...levelRest] = name;
    if (wanted === undefined) return level === undefined;
    if (wanted === '#') return true;
    if (level === undefined) return false;
    return (wanted === '+' || wanted === level) && matchesLevels(wantedRest, levelRest);
  }

  it('agrees with the rule for any filter and name', () => {
    fc.assert(
      fc.property(arbitraryFilter, arbitraryTopic, (filter, name) => {
        const isHidden = name.startsWith('$') && /^[#+]/.test(filter);
        const expected = !isHidden && matchesLevels(filter.split('/'), name.split('/'));
        expect(topicMatches(filter, name)).toBe(expected);
      }),
      { numRuns: tries(5000) },
    );
  });
});

describe('topic names', () => {
  it.each(['a', '/', ' ', '/a', 'a/', 'a//b', '$SYS/x', '__proto__', '温度/ü', 'a'.repeat(65_535)])(
    'accepts %.20s',
    (name) => {
      expect(topicNameError(name)).toBeUndefined();
    },
  );

  it.each([
    ['', 'MQTT-4.7.3-1', 'empty'],
    ['a\0b', 'MQTT-4.7.3-2', 'null-character'],
    ['a/#', 'MQTT-3.3.2-2', 'wildcard-in-name'],
    ['a+b', 'MQTT-3.3.2-2', 'wildcard-in-name'],
    ['a'.repeat(65_536), 'MQTT-4.7.3-3', 'too-long'],
    ['温'.repeat(21_846), 'MQTT-4.7.3-3', 'too-long'],
  ])('rejects %.20s (%s)', (name, _statement, key) => {
    expect(topicNameError(name)?.key).toBe(key);
  });
});

describe('topic filters', () => {
  it.each(['#', '+', 'a/#', '+/a/+', '/#', '/', '$share/g/#', '$share', '$shared/a'])(
    'accepts %s',
    (filter) => {
      expect(topicFilterError(filter)).toBeUndefined();
    },
  );

  it.each([
    ['', 'MQTT-4.7.3-1', 'empty'],
    ['a/#/b', 'MQTT-4.7.1-1', 'hash-before-end'],
    ['a#', 'MQTT-4.7.1-1', 'part-of-level'],
    ['#/', 'MQTT-4.7.1-1', 'hash-before-end'],
    ['a+/b', 'MQTT-4.7.1-2', 'part-of-level'],
    ['+a', 'MQTT-4.7.1-2', 'part-of-level'],
    ['a/b+', 'MQTT-4.7.1-2', 'part-of-level'],
    ['$share/', 'MQTT-4.8.2-1', 'share-without-filter'],
    ['$share//a', 'MQTT-4.8.2-1', 'share-without-name'],
    ['$share/g', 'MQTT-4.8.2-2', 'share-without-filter'],
    ['$share/g/', 'MQTT-4.8.2-2', 'share-without-filter'],
    ['$share/+/a', 'MQTT-4.8.2-2', 'wildcard-in-share-name'],
    ['$share/g#/a', 'MQTT-4.8.2-2', 'wildcard-in-share-name'],
    ['$share/g/a/#/b', 'MQTT-4.7.1-1', 'hash-before-end'],
  ])('rejects %s (%s)', (filter, _statement, key) => {
    expect(topicFilterError(filter)?.key).toBe(key);
  });

  it('rejects shared subscriptions before MQTT 5', () => {
    expect(topicFilterError('$share//a', 4)).toBeUndefined();
  });

  it('splits a shared subscription', () => {
    expect(splitShared('$share/g/a/+')).toEqual({ shareName: 'g', filter: 'a/+' });
    expect(splitShared('a/b')).toBeUndefined();
  });
});
