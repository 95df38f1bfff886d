/** Checks each conversation rule with scenes and against its needs. */
import { describe, expect, it } from 'vitest';
import { foundWrong } from '../../i18n/en/facts/findings.ts';
import { foundWrong as foundWrongInChinese } from '../../i18n/zh/facts/findings.ts';
import { findStatement } from '../../mqtt/statements/statements.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { Talk } from '../problems/talk.testkit.ts';
import { HiddenTalk } from './hidden.testkit.ts';
import { CHECKED_NEEDS, type CheckedNeed, type Rule } from './rule.ts';
import { appliesTo, ruleById } from './rules.ts';

type Script = (talk: Talk, version: ProtocolVersion) => unknown;

/** A scene that breaks the rule, and a similar one that keeps it. */
interface RuleScenes {
  readonly breaks: Script;
  readonly keeps: Script;
}

const VERSIONS = [4, 5] as const satisfies readonly ProtocolVersion[];
/** Rules that a client of that version cannot detect. */
const UNSEEN = new Set(['taken-over 4']);

const isSeen = (id: string, rule: Rule, version: ProtocolVersion): boolean =>
  appliesTo(rule, version) && !UNSEEN.has(`${id} ${version}`);

const DAY = 24 * 3_600 * 1e6;

/** The problems of a scene that begins at this time in µs, and the time of its middle packet. */
function played(script: Script, version: ProtocolVersion, start: number) {
  const talk = new Talk(version, { start });
  script(talk, version);
  const found = talk.found.map((one) => ({ ...one, time: one.time - start }));
  const times = [...talk.capture.packetsFrom(1)].map(({ time }) => time);
  return { found, middle: times[times.length >> 1] ?? 0 };
}

const numbersIn = (text: string): readonly string[] =>
  [...text.matchAll(/\d+/g)].map(([number]) => number).sort();

/** Tests a family: each rule needs a scene, and each scene a rule. */
export function describeRules<Id extends string>(
  rules: Readonly<Record<Id, Rule>>,
  scenes: Readonly<Record<NoInfer<Id>, RuleScenes>>,
): void {
  const ofRule = new Map(Object.entries<RuleScenes>(scenes));
  const all = Object.entries<Rule>(rules).flatMap(([id, rule]) => {
    const own = ofRule.get(id);
    return own === undefined ? [] : [{ id, rule, ...own }];
  });
  const cases = all.flatMap(({ id, rule, ...own }) =>
    VERSIONS.filter((version) => isSeen(id, rule, version)).map((version) => {
      return { id, version, statement: ruleById(id).statement(version), ...own };
    }),
  );

  describe('a scene', () => {
    it.each(cases)('$id, version $version, $statement: found if violated', (one) => {
      const { id, version } = one;
      const talk = new Talk(version);
      one.breaks(talk, version);
      const found = talk.found.find(({ rule }) => rule === id);
      expect(talk.rules).toContain(id);
      expect(found?.severity).toBe(ruleById(id).severity);
      const english = found === undefined ? '' : foundWrong(found);
      const chinese = found === undefined ? '' : foundWrongInChinese(found);
      expect(english).toMatch(/^.+\.$/);
      expect(chinese).toMatch(/\p{Script=Han}.*。$/u);
      expect(numbersIn(chinese)).toEqual(numbersIn(english));
      expect(findStatement(found?.statement ?? '', version)).toBeDefined();
      const detail = talk.capture.window({ packet: found?.packet ?? 0 }, talk.time).packet;
      expect(detail?.found).toContainEqual(found);
      expect(detail?.row.hasProblem || found?.severity === 'note').toBe(true);
    });

    it.each(cases)('$id, version $version, $statement: not found if followed', (one) => {
      const talk = new Talk(one.version);
      one.keeps(talk, one.version);
      expect(talk.rules).not.toContain(one.id);
      expect(talk.capture.newest).toBeGreaterThan(0);
    });
  });

  describe('packets before the origin of all times', () => {
    it.each(cases)('$id, version $version: the problems do not depend on the time', (one) => {
      const { version } = one;
      for (const script of [one.breaks, one.keeps]) {
        const { found, middle } = played(script, version, 0);
        expect(played(script, version, -DAY).found).toEqual(found);
        expect(played(script, version, -middle).found).toEqual(found);
      }
    });
  });

  describe('required facts', () => {
    it.each(all)('$id is silent without them, and needs no others', ({ id, rule, breaks }) => {
      const isSilent = (hidden: CheckedNeed): boolean =>
        VERSIONS.some((version) => {
          if (!isSeen(id, rule, version)) return false;
          const talk = new HiddenTalk(version, hidden);
          breaks(talk, version);
          return !talk.rules.includes(id);
        });
      const needs = new Set<string>(rule.needs);
      expect(CHECKED_NEEDS.filter(isSilent)).toEqual(
        CHECKED_NEEDS.filter((need) => needs.has(need)),
      );
    });
  });
}
