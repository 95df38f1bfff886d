import { describe, expect, test } from 'vitest';
import type { AclErrors } from '../../../broker/core/acl.ts';
import { MEMBER_ERRORS, type MemberErrors } from '../../../broker/core/commands/memberErrors.ts';
import { REFUSALS, type Refusals } from '../../../broker/core/commands/refusals.ts';
import { parseRulesFile, type RulesFileErrors } from '../../../broker/faults/rulesFile.ts';
import { parseAnswer } from '../../../connection/control/parseAnswer.ts';
import { TOPIC_ERRORS, type TopicErrors } from '../../../mqtt/tables/topicErrors.ts';
import { aclErrors as aclInEnglish } from '../../en/facts/aclErrors.ts';
import { rulesFileErrors as rulesFileInEnglish } from '../../en/facts/rulesFile.ts';
import { en } from '../../en/texts.ts';
import { describeWords } from '../../facts.testkit.ts';
import { zh } from '../texts.ts';
import { aclErrors } from './aclErrors.ts';
import { memberErrors } from './memberErrors.ts';
import { refusals } from './refusals.ts';
import { rulesFileErrors } from './rulesFile.ts';
import { topicErrors } from './topicErrors.ts';

describe('topics', () => {
  describeWords<TopicErrors>([TOPIC_ERRORS, topicErrors], () => [
    { key: 'empty', args: { what: 'topic name' } },
    { key: 'null-character', args: { what: 'topic filter' } },
    { key: 'too-long', args: { what: 'topic name', most: 733 } },
    { key: 'wildcard-in-name', args: { wildcard: '+' } },
    { key: 'part-of-level', args: { wildcard: '#' } },
  ]);
});

describe('members', () => {
  describeWords<MemberErrors>([MEMBER_ERRORS, memberErrors], (data) => [
    { key: 'unknown', args: { known: [data] } },
    { key: 'too-many', args: { most: 733 } },
    { key: 'too-many-filters', args: { what: 'filters', most: 733 } },
    { key: 'too-many-filters', args: { what: 'characters', most: 733 } },
    { key: 'too-many-filters', args: { what: 'patterns', most: 733 } },
    { key: 'text-form', args: { longest: 733 } },
    { key: 'id-reserved', args: { id: data } },
    { key: 'one-of', args: { names: [data] } },
    { key: 'one-of', args: { names: ['a', data, 'b'] } },
    { key: 'whole', args: { least: 733, most: 844 } },
    { key: 'whole', args: { least: 733, most: undefined } },
    { key: 'topic-filter', args: { why: { key: 'hash-before-end', args: {} } } },
    { key: 'topic-name', args: { why: { key: 'hash-before-end', args: {} } } },
    { key: 'filter', args: { column: 733 } },
    { key: 'not-answerable', args: { packet: data } },
  ]);
});

describe('access control lists', () => {
  describeWords<AclErrors>([aclInEnglish, aclErrors], (data) => [
    { key: 'no-filter', args: { after: data } },
    { key: 'unknown-access', args: { keyword: 'pattern' } },
    { key: 'not-a-filter', args: { why: { key: 'hash-before-end', args: {} } } },
  ]);
});

describe('rules files', () => {
  describeWords<RulesFileErrors>([rulesFileInEnglish, rulesFileErrors], (data) => [
    { key: 'not-json', args: { what: { key: 'empty', args: {} } } },
    { key: 'given-twice', args: { name: data } },
    { key: 'member', args: { path: data, why: { key: 'missing', args: {} } } },
  ]);

  test.each([
    ['{', 'line 1, column 2: not JSON, ', '第 1 行第 2 列：不是 JSON，'],
    [
      '{"version": 1, "rules": [{"id": "client", "do": "off"}]}',
      'line 1, column 49: rules[0].do must be "delay" or "drop" or ',
      '第 1 行第 49 列：rules[0].do 须为 "delay"、"drop"、',
    ],
  ])('%j', (text, english, chinese) => {
    const file = parseRulesFile(text);
    if (file.ok) throw new Error('nothing is wrong');
    expect(en.explain.rulesFileError(file.error)).toContain(english);
    expect(zh.explain.rulesFileError(file.error)).toContain(chinese);
  });
});

describe('commands', () => {
  describeWords<Refusals>([REFUSALS, refusals], (data) => [
    { key: 'hello-late', args: { seconds: 733 } },
    { key: 'other-version', args: { version: 733 } },
    { key: 'token-later', args: { seconds: 733 } },
    { key: 'invalid', args: { path: data, why: { key: 'missing', args: {} } } },
    { key: 'not-a-servers-code', args: { code: 0x8c } },
    { key: 'long-farewell', args: { most: 733 } },
    { key: 'not-a-topic', args: { why: { key: 'hash-before-end', args: {} } } },
    { key: 'member', args: { why: { key: 'one-of', args: { names: [data] } } } },
    { key: 'tap-number', args: { most: 733 } },
    { key: 'many-taps', args: { most: 733 } },
    { key: 'bad-device-tap', args: { what: 'listen' } },
    { key: 'bad-device-tap', args: { what: 'to' } },
    { key: 'bad-device-tap', args: { what: 'names' } },
    { key: 'bad-device-tap', args: { what: 'identity' } },
    { key: 'large-payload', args: { most: 733 } },
    { key: 'devices-file', args: { why: data } },
    { key: 'not-in-model', args: { name: 'x733' } },
    { key: 'service-not-in-model', args: { name: 'x733' } },
    { key: 'parameter-not-in-model', args: { name: 'x733', service: 'x734' } },
    { key: 'not-fitting', args: { name: 'x733', expected: 'x734', came: 'x735' } },
    { key: 'read-only-property', args: { name: 'x733' } },
  ]);

  test('are translated; those of another broker version keep its words', () => {
    const reason = 'No client with this client id is connected.';
    const inBoth = (fact: unknown) => {
      const told = parseAnswer({ kind: 'reply', id: 1, reply: { kind: 'refused', reason, fact } });
      if (told?.kind !== 'reply' || told.reply.kind !== 'refused') return [];
      const { reply } = told;
      return [en, zh].map((texts) => texts.explain.refusal(reply));
    };
    const fact = { key: 'not-connected', args: {} };
    expect(inBoth(fact)).toEqual([reason, '没有使用此客户端 ID 的连接。']);
    for (const other of [undefined, { key: 'of-a-newer-broker', args: {} }, { key: 'member' }]) {
      expect(inBoth(other)).toEqual([reason, reason]);
    }
  });
});
