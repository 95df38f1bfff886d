import { describe, expect, it } from 'vitest';
import { say } from '../../base/message.ts';
import { MEMBER_ERRORS } from '../core/commands/memberErrors.ts';
import { pathText } from '../core/commands/members.ts';
import { parseRules } from './parseRules.ts';
import { parseRulesFile, type RulesFile } from './rulesFile.ts';

function fault(value: unknown): string {
  const parsed = parseRules(value);
  return parsed.ok ? 'none' : `${pathText(parsed.path)} ${say(MEMBER_ERRORS, parsed.error)}`;
}

const rule = (more: object): unknown => ({ version: 1, rules: [{ id: 'x', do: 'drop', ...more }] });
const answer = { action: 'answer', reasonCode: '0x97' };

describe('rules', () => {
  it('have short and long forms', () => {
    const parsed = parseRules({
      version: 1,
      rules: [
        { id: 'a', do: 'cut' },
        {
          id: 'b',
          enabled: false,
          match: { client: 'c', packet: ['PUBLISH'], qos: 0 },
          do: { action: 'delay', milliseconds: [1, 5], overtake: true },
        },
        { id: 'c', match: { packet: 'publish' }, do: { ...answer, reasonString: 'no' } },
      ],
    });
    expect(parsed).toEqual({
      ok: true,
      rules: [
        { id: 'a', enabled: true, match: {}, do: { action: 'cut', when: 'before' } },
        {
          id: 'b',
          enabled: false,
          match: { client: 'c', packet: ['publish'], qos: 0 },
          do: { action: 'delay', least: 1, most: 5, overtake: true },
        },
        {
          id: 'c',
          enabled: true,
          match: { packet: ['publish'] },
          do: { action: 'answer', reasonCode: 0x97, reasonString: 'no', with: 'acknowledgement' },
        },
      ],
    });
  });

  it.each([
    [[], 'the outermost value must be an object'],
    [null, 'the outermost value must be an object'],
    [{ rules: [] }, 'version is missing'],
    [{ version: 2, rules: [] }, 'version must be 1'],
    [{ version: 1 }, 'rules is missing'],
    [{ version: 1, rules: {} }, 'rules must be a list'],
    [{ version: 1, rules: [], more: 1 }, 'more is not known; known are version, rules'],
    [{ version: 1, rules: ['drop'] }, 'rules[0] must be an object'],
    [{ version: 1, rules: [{ do: 'drop' }] }, 'rules[0].id is missing'],
    [{ version: 1, rules: [{ id: 'x' }] }, 'rules[0].do is missing'],
    [
      {
        version: 1,
        rules: [
          { id: 'x', do: 'drop' },
          { id: 'x', do: 'drop' },
        ],
      },
      'rules[1].id another',
    ],
    [rule({ id: 'a b' }), 'rules[0].id must be 1 to 64'],
    [rule({ enabled: 1 }), 'rules[0].enabled must be true or false'],
    [rule({ match: { clinet: 'x' } }), 'rules[0].match.clinet is not known; known are client, '],
    [rule({ match: { __proto__: null, client: 1 } }), 'rules[0].match.client must be text'],
    [rule({ match: { client: '\ud800' } }), 'rules[0].match.client must be well-formed'],
    [
      rule({ match: { direction: 'up' } }),
      'rules[0].match.direction must be "from-client" or "to-',
    ],
    [rule({ match: { packet: 'PUBAK' } }), 'rules[0].match.packet must be the name of a control'],
    [rule({ match: { packet: ['PUBACK', 'reserved'] } }), 'rules[0].match.packet[1] must be'],
    [rule({ match: { packet: [] } }), 'rules[0].match.packet does not name a packet'],
    [
      rule({ match: { topic: 'a/#/b' } }),
      'rules[0].match.topic is not a topic filter: The wildcard #',
    ],
    [rule({ match: { qos: '1' } }), 'rules[0].match.qos must be 0, 1 or 2'],
    [rule({ match: { nth: 0 } }), 'rules[0].match.nth must be a whole number, 1 or above'],
    [rule({ match: { per: 'topic' } }), 'rules[0].match.per must be "client" or "connection"'],
    [rule({ match: { chance: 1.5 } }), 'rules[0].match.chance must be a number from 0 to 1'],
    [rule({ match: { seed: -1 } }), 'rules[0].match.seed must be a whole number'],
    [rule({ do: 'explode' }), 'rules[0].do must be "delay" or "drop"'],
    [rule({ do: { action: 'explode' } }), 'rules[0].do.action must be "delay"'],
    [rule({ do: 'delay' }), 'rules[0].do.milliseconds is missing'],
    [
      rule({ do: { action: 'delay', milliseconds: -1 } }),
      'rules[0].do.milliseconds must be a whole',
    ],
    [
      rule({ do: { action: 'delay', milliseconds: [5, 1] } }),
      'rules[0].do.milliseconds must begin',
    ],
    [rule({ do: { action: 'delay', milliseconds: [1] } }), 'rules[0].do.milliseconds must be one'],
    [rule({ do: { action: 'drop', overtake: true } }), 'rules[0].do.overtake is not known'],
    [rule({ do: { action: 'cut', when: 'now' } }), 'rules[0].do.when must be "before" or "after"'],
    [rule({ do: answer }), 'rules[0].match.packet is missing'],
    [
      rule({ match: { packet: 'PUBLISH' }, do: { ...answer, reasonCode: 256 } }),
      'rules[0].do.reasonC',
    ],
    [
      rule({ match: { packet: 'CONNECT' }, do: { ...answer, reasonCode: 0 } }),
      'rules[0].do.reasonC',
    ],
    [rule({ match: { packet: 'CONNACK' }, do: answer }), 'rules[0].match.packet CONNACK cannot'],
    [
      rule({ match: { packet: 'PUBLISH', direction: 'to-client' }, do: answer }),
      'rules[0].match.direction must be "from-client"',
    ],
  ])('%j: %s', (value, message) => {
    expect(fault(value)).toContain(message);
  });
});

/** Position, reason and path of the error. */
function wrongIn(file: RulesFile): string {
  if (file.ok) return 'none';
  if (file.error.place === undefined) return 'not UTF-8';
  const { place, why } = file.error;
  const what = why.key === 'member' ? `${why.args.path} ${why.args.why.key}` : why.key;
  return `${place.line}:${place.column} ${what}`;
}

describe('a file', () => {
  it.each([
    ['', '1:1 not-json'],
    ['{"version": 1,\n  "rules": [ }', '2:14 not-json'],
    ['{"version": 1, "version": 1}', '1:17 given-twice'],
    [
      '{"version": 1, "rules": [\n  {"id": "x",\n   "match": {"qos": 7}, "do": "drop"}]}',
      '3:21 rules[0].match.qos qos',
    ],
    ['{"version": 1, "rules": [\n  {"id": "x"}]}', '2:3 rules[0].do missing'],
    ['{"version": 1, "rules": [{"id": "step", "do": "drop"}]}', '1:33 rules[0].id id-reserved'],
    ['{"version": 1, "rules": [{"id": "network", "do": "drop"}]}', '1:33 rules[0].id id-reserved'],
  ])('%j: %s', (text, message) => {
    const file = parseRulesFile(text);
    expect(wrongIn(file)).toBe(message);
  });

  it('may begin with a byte order mark, which takes no column', () => {
    const text = '{"version":1,"rules":[{"id":"a","do":"drop"}]}';
    const plain = parseRulesFile(text);
    expect(plain.ok).toBe(true);
    expect(parseRulesFile(`\ufeff${text}`)).toEqual(plain);
    expect(parseRulesFile(`\ufeff\ufeff${text}`)).toEqual(plain);
    const fault = parseRulesFile('\ufeff{"version": 1, "version": 1}');
    expect(wrongIn(fault)).toBe('1:17 given-twice');
  });
});
