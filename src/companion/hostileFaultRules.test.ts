/** Fault rules and breakpoints that are as expensive as a file can make them. */
import { describe, expect, it } from 'vitest';
import { namePattern } from '../broker/core/namePattern.ts';
import { parseRules } from '../broker/faults/parseRules.ts';
import { RuleSet } from '../broker/faults/ruleSet.ts';
import { parseRulesFile } from '../broker/faults/rulesFile.ts';
import { packetFilters } from '../engine/filtering/packetFilters.ts';
import { cpuTime } from '../mqtt/cpuTime.testkit.ts';
import { encode } from '../mqtt/encode.ts';
import { encodeUtf8 } from '../mqtt/utf8.ts';

/** Processor time in ms. */
const MOST_TIME = 2500;

describe('hostile files of rules', () => {
  it.each([
    ['lists in lists', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['open objects', '{"a":'.repeat(100_000)],
    ['numbers', `{"version": 1${'0'.repeat(300_000)}, "rules": []}`],
    [
      'a filter of parentheses',
      JSON.stringify({
        version: 1,
        rules: [{ id: 'a', match: { filter: '('.repeat(8000) }, do: 'drop' }],
      }),
    ],
  ])('%s: refused', (_name, text) => {
    const begun = cpuTime();
    expect(parseRulesFile(text, packetFilters).ok).toBe(false);
    expect(cpuTime() - begun).toBeLessThan(MOST_TIME);
  });

  it('are read in linear time, whatever their number', () => {
    const rules = Array.from({ length: 20_000 }, (_, at) => ({ id: `r${at}`, do: 'drop' }));
    const begun = cpuTime();
    expect(parseRules({ version: 1, rules }).ok).toBe(true);
    const again = parseRules({ version: 1, rules: [...rules, { id: 'r7', do: 'drop' }] });
    expect(again).toMatchObject({ ok: false, path: ['rules', 20_000, 'id'] });
    expect(cpuTime() - begun).toBeLessThan(MOST_TIME);
  });

  it('match names by asterisks in linear time', () => {
    const begun = cpuTime();
    expect(namePattern(`${'*a'.repeat(4000)}b`)('a'.repeat(60_000))).toBe(false);
    expect(cpuTime() - begun).toBeLessThan(MOST_TIME);
  });
});

it('a breakpoint whose filter is too expensive for a packet lets it pass, and counts it', () => {
  const rules = new RuleSet(packetFilters);
  const words = Array.from({ length: 1000 }, (_, at) => `w${at}`)
    .concat('last')
    .join(' or ');
  rules.set([
    { id: 'b', enabled: true, match: { filter: words }, do: { action: 'hold', overtake: false } },
  ]);
  const decided = (text: string) => {
    const message = {
      topic: 't',
      payload: encodeUtf8(text),
      qos: 0,
      retain: false,
      dup: false,
    } as const;
    const bytes = encode({ type: 'publish', ...message, properties: [] }, 4);
    const packet = { bytes, sender: 'client', version: 4, topic: 't' } as const;
    const facts = { type: 'publish', topics: ['t'], qos: [0] } as const;
    return rules.decide(facts, 'client', 'c', 1, packet)?.rule;
  };
  expect(decided('w7')).toBe('b');
  expect(decided(`${'x'.repeat(500_000)}last`)).toBeUndefined();
  expect(rules.states).toMatchObject([{ matched: 1, treated: 1, givenUp: 1 }]);
});
