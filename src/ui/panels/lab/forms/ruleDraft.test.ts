import { expect, it } from 'vitest';
import { parseRules } from '../../../../broker/faults/parseRules.ts';
import { copyOf, draftOf, faultOf, newDraft, valueOf } from './ruleDraft.ts';

const NOBODY: ReadonlySet<string> = new Set();

/** Rules with each action and all its members. */
const RULES = [
  { id: 'a', do: 'drop' },
  {
    id: 'b',
    enabled: false,
    match: {
      client: 'c*',
      direction: 'to-client',
      packet: ['PUBLISH', 'PUBACK'],
      topic: 'a/+',
      qos: 1,
      nth: 2,
      per: 'client',
      chance: 0.5,
      seed: 7,
    },
    do: { action: 'delay', milliseconds: [1, 20], overtake: true },
  },
  { id: 'c', do: { action: 'delay', milliseconds: 5 } },
  { id: 'd', do: { action: 'duplicate', dup: false } },
  { id: 'e', do: { action: 'hold', overtake: true } },
  { id: 'f', do: { action: 'cut', when: 'after' } },
  { id: 'g', do: 'silent' },
  {
    id: 'h',
    match: { packet: 'CONNECT' },
    do: {
      action: 'answer',
      reasonCode: '0x9D',
      reasonString: 'moved',
      serverReference: 'there',
      with: 'disconnect',
    },
  },
];

it.each(RULES)('rule $id survives a round trip through the form', (given) => {
  const read = parseRules({ version: 1, rules: [given] });
  if (!read.ok) throw new Error(read.error.key);
  const [rule] = read.rules;
  if (rule === undefined) throw new Error('There is no rule.');
  const draft = draftOf(rule, rule.enabled);
  expect(faultOf(draft, NOBODY)).toBeUndefined();
  expect(parseRules({ version: 1, rules: [valueOf(draft)] })).toEqual(read);
});

it.each([
  [{ id: 'a b' }, 'id'],
  [{ topic: 'a/#/b' }, 'match.topic'],
  [{ nth: '1.5' }, 'match.nth'],
  [{ nth: 'x' }, 'match.nth'],
  [{ chance: '2' }, 'match.chance'],
  [{ seed: '-1' }, 'match.seed'],
  [{ action: 'delay', least: '' }, 'do.milliseconds'],
  [{ action: 'delay', least: '9', most: '3' }, 'do.milliseconds'],
  [{ action: 'answer' }, 'match.packet'],
  [{ action: 'answer', packets: ['publish'], reasonCode: '0x9' }, 'do.reasonCode'],
  [{ action: 'answer', packets: ['publish'], direction: 'to-client' }, 'match.direction'],
] as const)('reports %j as an error at %s', (change, path) => {
  expect(faultOf({ ...newDraft(NOBODY), ...change }, NOBODY)?.path).toBe(path);
});

it('reports a name that another rule has at the name', () => {
  const draft = newDraft(new Set(['rule-1']));
  expect(draft.id).toBe('rule-2');
  expect(faultOf(draft, new Set(['rule-2']))?.path).toBe('id');
  expect(copyOf(draft, new Set(['rule-2'])).id).toBe('rule-1');
});
