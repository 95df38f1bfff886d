/** Fault rules and breakpoints of the greatest cost that a file can request. */
import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../base/cpuTime.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { namePattern } from '../../broker/core/commands/namePattern.ts';
import type { FaultLayer } from '../../broker/faults/faultLayer.ts';
import { parseRules } from '../../broker/faults/parseRules.ts';
import { RuleSet } from '../../broker/faults/ruleSet.ts';
import { parseRulesFile } from '../../broker/faults/rulesFile.ts';
import { RelayFaults } from '../../broker/relayFaults/relayFaults.ts';
import { packetFilters } from '../../engine/filtering/packetFilters.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { Secrets } from '../../mqtt/secrets/secrets.ts';

/** Processor time in ms. */
const MOST_TIME = 2500;

/** A sequence of a and b that no short pattern describes. */
function unpredictable(length: number): string {
  let state = 12_345;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 0x8000_0000;
    return (state >> 16) & 1 ? 'a' : 'b';
  }).join('');
}

function publish(text: string): Uint8Array {
  const message = { topic: 't', payload: encodeUtf8(text), qos: 0, retain: false } as const;
  return encode({ type: 'publish', dup: false, ...message, properties: [] }, 4);
}

describe('hostile rule files', () => {
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
  ])('%s: rejected', (_name, text) => {
    const begun = cpuTime();
    expect(parseRulesFile(text, packetFilters).ok).toBe(false);
    expect(cpuTime() - begun).toBeLessThan(MOST_TIME);
  });

  it('have limits for rules, filters and regular expressions', () => {
    const rules = (count: number, filter?: (at: number) => string) =>
      Array.from({ length: count }, (_, at) => {
        const match = filter === undefined ? {} : { filter: filter(at) };
        return { id: `r${at}`, match, do: 'drop' };
      });
    const parsed = (given: readonly object[]) =>
      parseRules({ version: 1, rules: given }, packetFilters);
    const begun = cpuTime();
    expect(parsed(rules(1000)).ok).toBe(true);
    const most = (count: number) => ({ args: { most: count } });
    expect(parsed(rules(20_000))).toMatchObject({ ok: false, path: ['rules'], error: most(1000) });
    expect(parsed([...rules(900), { id: 'r7', do: 'drop' }])).toMatchObject({
      ok: false,
      path: ['rules', 900, 'id'],
    });
    expect(parsed(rules(100, () => 'size > 7')).ok).toBe(true);
    const refused = (at: number, what: string, count: number) => ({
      ok: false,
      path: ['rules', at, 'match', 'filter'],
      error: { key: 'too-many-filters', args: { what, most: count } },
    });
    expect(parsed(rules(1000, () => 'size > 7'))).toMatchObject(refused(100, 'filters', 100));
    expect(parsed(rules(99, () => 'a'.repeat(8000)))).toMatchObject(
      refused(8, 'characters', 65_536),
    );
    expect(parsed(rules(90, (at) => `topic matches "a${at}"`))).toMatchObject(
      refused(50, 'patterns', 50),
    );
    expect(cpuTime() - begun).toBeLessThan(MOST_TIME);
  });

  it('share a packet’s budget, which counts each rule that was not checked', () => {
    const rules = new RuleSet(packetFilters);
    const filter = 'payload matches "(a|b)*a(a|b){20}c"';
    const hold = { action: 'hold', overtake: false } as const;
    rules.set(
      Array.from({ length: 100 }, (_, at) => ({
        id: `r${at}`,
        enabled: true,
        match: { filter: at < 99 ? filter : 'last' },
        do: hold,
      })),
    );
    const facts = { type: 'publish', topics: ['t'], qos: [0] } as const;
    const now = 0;
    const decided = (text: string) => {
      const packet = { bytes: publish(text), sender: 'client', version: 4, topic: 't' } as const;
      return rules.decide(facts, 'client', 'c', 1, packet, now)?.rule;
    };
    const begun = cpuTime();
    expect(decided(`${unpredictable(200_000)}last`)).toBeUndefined();
    expect(cpuTime() - begun).toBeLessThan(2 * MOST_TIME);
    expect(rules.states.map(({ givenUp }) => givenUp)).toEqual(Array(100).fill(1));
    expect(decided('last')).toBe('r99');
  });

  it('just within the budget: use no more than it together, and stay enabled', () => {
    const rules = new RuleSet(packetFilters);
    const words = Array.from({ length: 56 }, (_, at) => `w${at}`).join(' or ');
    const filters = [...Array.from({ length: 4 }, () => words), 'last'];
    rules.set(
      filters.map((filter, at) => ({
        id: `r${at}`,
        enabled: true,
        match: { filter },
        do: { action: 'drop' } as const,
      })),
    );
    const facts = { type: 'publish', topics: ['t'], qos: [0] } as const;
    let now = 0;
    const decided = (text: string) => {
      now += 1000;
      const packet = { bytes: publish(text), sender: 'client', version: 4, topic: 't' } as const;
      return rules.decide(facts, 'client', 'c', 1, packet, now)?.rule;
    };
    const large = `${'x'.repeat(500_000)}last`;
    for (let at = 0; at < 25; at += 1) expect(decided(large)).toBeUndefined();
    expect(rules.states.map(({ givenUp = 0 }) => givenUp)).toEqual([0, 25, 25, 25, 25]);
    expect(decided('w7')).toBe('r0');
    expect(decided('last')).toBe('r4');
  });

  it('just within the budget for each of many packets: most pass, and rules apply again soon', () => {
    const rules = new RuleSet(packetFilters);
    const filter = Array.from({ length: 60 }, (_, at) => `w${at}`)
      .concat('last')
      .join(' or ');
    rules.set([{ id: 'r', enabled: true, match: { filter }, do: { action: 'drop' } }]);
    const facts = { type: 'publish', topics: ['t'], qos: [0] } as const;
    const decided = (bytes: Uint8Array, now: number) => {
      const packet = { bytes, sender: 'client', version: 4, topic: 't' } as const;
      return rules.decide(facts, 'client', 'c', 1, packet, now)?.rule;
    };
    const large = publish('x'.repeat(500_000));
    const begun = cpuTime();
    for (let at = 0; at < 1000; at += 1) decided(large, at);
    expect(cpuTime() - begun).toBeLessThan(MOST_TIME);
    expect(rules.states[0]?.givenUp).toBeGreaterThan(980);
    expect(decided(publish('last'), 3000)).toBe('r');
  });

  it('match names by asterisks in linear time', () => {
    const begun = cpuTime();
    expect(namePattern(`${'*a'.repeat(4000)}b`)('a'.repeat(60_000))).toBe(false);
    expect(cpuTime() - begun).toBeLessThan(MOST_TIME);
  });
});

it('filters of rules find no password by trying', () => {
  const password = encodeUtf8('hunter2');
  const connect = {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 4,
    cleanStart: true,
    keepAlive: 60,
    clientId: 'c',
    userName: 'ann',
    password,
    properties: [],
  } as const;
  const secrets = new Secrets([]);
  const filters = ['hunt', 'hunter2', 'ann'];
  const treated = (layer: FaultLayer): readonly number[] => {
    layer.setRules(
      filters.map((filter, at) => {
        const delay = { action: 'delay', least: 0, most: 0, overtake: false } as const;
        return { id: `r${at}`, enabled: true, match: { filter }, do: delay };
      }),
    );
    layer.adopt({ id: 1, opened: 0, passed: [], backlog: 0 });
    layer.receive(1, encode(connect, 4), 0);
    return layer.rules.map(({ matched }) => matched);
  };
  const marked = () => undefined;
  const relay = new RelayFaults({ filters: packetFilters, secrets, marked, placed: marked });
  expect(treated(relay.layer)).toEqual([0, 0, 1]);
});

it('a breakpoint with a filter too expensive for a packet lets it pass and counts it', () => {
  const rules = new RuleSet(packetFilters);
  const words = Array.from({ length: 1000 }, (_, at) => `w${at}`)
    .concat('last')
    .join(' or ');
  rules.set([
    { id: 'b', enabled: true, match: { filter: words }, do: { action: 'hold', overtake: false } },
  ]);
  const now = 0;
  const decided = (text: string) => {
    const bytes = publish(text);
    const packet = { bytes, sender: 'client', version: 4, topic: 't' } as const;
    const facts = { type: 'publish', topics: ['t'], qos: [0] } as const;
    return rules.decide(facts, 'client', 'c', 1, packet, now)?.rule;
  };
  expect(decided('w7')).toBe('b');
  expect(decided(`${'x'.repeat(500_000)}last`)).toBeUndefined();
  expect(rules.states).toMatchObject([{ matched: 1, treated: 1, givenUp: 1 }]);
});
