/** Tests the claims of the rules on conversations between brokers and clients of other projects. */
import { describe, expect, it } from 'vitest';
import { findStatement } from '../../../mqtt/statements/statements.ts';
import { ruleById } from '../../rules/rules.ts';
import { claimsOf, RECORDED } from './recordedClaims.testkit.ts';
import claimsJson from './testdata/claims.json' with { type: 'json' };

/** A claim about packets of a file, verified manually against the standard. */
interface CheckedClaim {
  readonly rule: string;
  /** In the order of the claims. */
  readonly packets: readonly number[];
  readonly statement: string;
  /** False if the standard does not say so, which is an error of the rule. */
  readonly verdict: boolean;
  readonly reason: string;
}

const CHECKED: ReadonlyMap<string, readonly CheckedClaim[]> = new Map(Object.entries(claimsJson));

describe('of recorded conversations', () => {
  it.each(RECORDED)('the rules’ claims for %s are exactly those checked by hand', (name) => {
    const { capture, found, notes } = claimsOf(name);
    const told = new Map<string, { rule: string; statement: string; packets: number[] }>();
    for (const { rule, statement, packet } of found) {
      const key = `${rule} ${statement}`;
      const claim = told.get(key) ?? { rule, statement, packets: [] };
      told.set(key, claim);
      claim.packets.push(packet);
    }
    const checked = CHECKED.get(name)?.map(({ rule, statement, packets }) => {
      return { rule, statement, packets };
    });
    expect([...told.values()]).toEqual(checked);
    expect(capture.newest).toBeGreaterThan(0);
    // Of 48 connections the capture has no data.
    const isSilent = name.startsWith('aedes-2-restart');
    expect(notes.map(({ key }) => key)).toEqual(isSilent ? ['silent-connections'] : []);
  });

  it('no claim is false, and each has its statement and a reason', () => {
    const all = [...CHECKED].flatMap(([name, claims]) => claims.map((one) => ({ name, ...one })));
    expect(all.filter(({ verdict }) => !verdict)).toEqual([]);
    for (const { rule, statement, reason } of all) {
      expect(ruleById(rule).id).toBe(rule);
      expect([4, 5].some((version) => findStatement(statement, version === 5 ? 5 : 4))).toBe(true);
      expect(reason).toMatch(/^[A-Z].*\.$/);
    }
    expect([...CHECKED.keys()].toSorted()).toEqual([...RECORDED]);
  });

  it('the conversations cover seven brokers, three versions and failures', () => {
    const brokers = ['mosquitto', 'rabbitmq', 'ejabberd', 'nats', 'aedes-0.51', 'aedes-2', 'mosca'];
    for (const part of [
      ...brokers,
      'v31',
      'v311',
      'v5',
      'takeover',
      'wills',
      'restart',
      'broken',
    ]) {
      expect(RECORDED.filter((name) => name.includes(part))).not.toEqual([]);
    }
  });
});
