/** What a rule needs to see: hidden from it, it is silent; and it needs no more than it says. */
import { describe, expect, it } from 'vitest';
import { ACKNOWLEDGING_SCENES } from './acknowledgingScenes.testkit.ts';
import { CONNECTING_SCENES } from './connectingScenes.testkit.ts';
import { HiddenTalk } from './hidden.testkit.ts';
import { MESSAGE_SCENES } from './messageScenes.testkit.ts';
import { CHECKED_NEEDS, type CheckedNeed, NEEDS } from './needs.ts';
import { appliesTo, CONVERSATION_RULES } from './rules.ts';
import type { RuleScenes } from './scenes.testkit.ts';

const SCENES = new Map<string, RuleScenes>(
  Object.entries({ ...CONNECTING_SCENES, ...ACKNOWLEDGING_SCENES, ...MESSAGE_SCENES }),
);

describe('what it needs to see', () => {
  it.each(CONVERSATION_RULES)('%s is silent without it, and needs no more', (id) => {
    const isSilent = (hidden: CheckedNeed) =>
      ([4, 5] as const).some((version) => {
        if (!appliesTo(id, version) || (id === 'taken-over' && version === 4)) return false;
        const talk = new HiddenTalk(version, hidden);
        SCENES.get(id)?.breaks(talk, version);
        return !talk.rules.includes(id);
      });
    const needs = new Set<string>(NEEDS[id]);
    expect(CHECKED_NEEDS.filter(isSilent)).toEqual(CHECKED_NEEDS.filter((need) => needs.has(need)));
  });
});
