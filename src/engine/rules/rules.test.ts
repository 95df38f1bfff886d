import { describe, expect, it } from 'vitest';
import type { ProtocolVersion } from '../../mqtt/packet.ts';
import { findStatement } from '../../mqtt/statements.ts';
import { foundWrong } from '../../words/en/findings.ts';
import { Talk } from '../problems/talk.testkit.ts';
import { ACKNOWLEDGING_SCENES } from './acknowledgingScenes.testkit.ts';
import { CONNECTING_SCENES } from './connectingScenes.testkit.ts';
import { MESSAGE_SCENES } from './messageScenes.testkit.ts';
import { appliesTo, CONVERSATION_RULES, PROBLEM_RULES, ruleById } from './rules.ts';
import type { RuleScenes } from './scenes.testkit.ts';

const SCENES = new Map<string, RuleScenes>(
  Object.entries({ ...CONNECTING_SCENES, ...ACKNOWLEDGING_SCENES, ...MESSAGE_SCENES }),
);
const VERSIONS = [4, 5] as const satisfies readonly ProtocolVersion[];
/** What a client of that version does not see by itself. */
const UNSEEN = new Set(['taken-over 4']);

const cases = CONVERSATION_RULES.flatMap((id) =>
  VERSIONS.filter((version) => appliesTo(id, version) && !UNSEEN.has(`${id} ${version}`)).map(
    (version) => ({ id, version, statement: ruleById(id).statement(version) }),
  ),
);

describe('rules on conversations', () => {
  it('are each tested by a scene that breaks them and one that does not', () => {
    expect(CONVERSATION_RULES.filter((id) => !SCENES.has(id))).toEqual([]);
  });

  it.each(cases)('$id, version $version, $statement: found where broken', ({ id, version }) => {
    const talk = new Talk(version);
    SCENES.get(id)?.breaks(talk, version);
    const found = talk.found.find(({ rule }) => rule === id);
    expect(talk.rules).toContain(id);
    expect(found?.severity).toBe(ruleById(id).severity);
    expect(found && foundWrong(found)).toMatch(/^.+\.$/);
    expect(findStatement(found?.statement ?? '', version)).toBeDefined();
    const detail = talk.capture.window({ packet: found?.packet ?? 0 }, talk.time).packet;
    expect(detail?.found).toContainEqual(found);
    expect(detail?.row.hasProblem || found?.severity === 'note').toBe(true);
  });

  it.each(cases)('$id, version $version, $statement: not found where kept', ({ id, version }) => {
    const talk = new Talk(version);
    SCENES.get(id)?.keeps(talk, version);
    expect(talk.rules).not.toContain(id);
    expect(talk.capture.newest).toBeGreaterThan(0);
  });
});

describe('every rule', () => {
  it.each([...PROBLEM_RULES.values()])('$id can be looked up', (rule) => {
    expect(rule.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const version of [3, 4, 5] as const) {
      expect(findStatement(rule.statement(version), version)?.text).toMatch(/\.$/);
    }
  });

  it('is one of more than 40', () => {
    expect(PROBLEM_RULES.size).toBeGreaterThan(40);
  });
});
