import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { type CompletionContext, complete } from './complete.ts';
import { parseFilter } from './parse.ts';

const topics = ['sensors/1/temp', 'sensors/2/temp', 'say "a"'];
const PATHS = [
  'payload.params',
  'payload.params.temperature',
  'payload["a b"]',
  'payload.items[0]',
  'payload.items[0].temp',
  'payload.items[1]',
  'payload.items[1].temp',
  'payload.items[1].list[12]',
  'payload.items[12]',
  'payload["[3]"]',
  'user["site"]',
].map((text) => ({ text, type: 'number', example: '21.5' }) as const);
const context: CompletionContext = {
  topics: (prefix) => topics.filter((topic) => topic.startsWith(prefix)),
  paths: (of) => PATHS.filter(({ text }) => text.startsWith(of)),
  values: (field) => (field === 'client' ? ['dev1', 'dev2'] : field === 'stream' ? ['1', '2'] : []),
};

/** `|` is the cursor. */
function at(text: string) {
  const cursor = text.indexOf('|');
  const whole = text.replace('|', '');
  const { from, to, suggestions } = complete(whole, cursor, context);
  const texts = suggestions.map((one) => one.text);
  return { texts, results: texts.map((one) => whole.slice(0, from) + one + whole.slice(to)) };
}

describe('completion', () => {
  it.each([
    ['siz|', ['size']],
    ['to|', expect.arrayContaining(['topic', 'mqtt.topic', 'will.topic'])],
    ['no|', ['no', 'not']],
    ['mqtt.conflag.w|', ['mqtt.conflag.willflag']],
    ['kali|', ['mqtt.kalive']],
    ['mqtt.will_p|', ['mqtt.will_properties']],
    ['qos > 0 and lat|', ['exchange.latency', 'reply.latency']],
    ['qos == 1 |', ['and', 'or']],
    ['qos |', ['==', '!=', '<', '<=', '>', '>=', 'in', 'and', 'or']],
    ['(qos <|', ['<', '<=']],
    ['topic |', ['==', '!=', 'contains', 'matches', '~', 'in', 'and', 'or']],
    ['topic c|', ['contains']],
    ['dup |', ['==', '!=', 'in', 'and', 'or']],
    ['dir |', ['==', '!=', 'in', 'and', 'or']],
    [
      'payload |',
      ['==', '!=', '<', '<=', '>', '>=', 'contains', 'matches', 'is', 'in', 'and', 'or'],
    ],
    ['type == pub|', ['publish', 'puback', 'pubrec', 'pubrel', 'pubcomp']],
    ['type in {publish, pub|}', ['publish', 'puback', 'pubrec', 'pubrel', 'pubcomp']],
    ['dir ==|', ['in', 'out']],
    ['dup == |', ['true', 'false']],
    ['exchange.state == re|', ['retried', 'refused']],
    ['topic == "sensors/1|', ['"sensors/1/temp"']],
    ['topic ~ |', ['"sensors/1/temp"', '"sensors/2/temp"', '"say \\"a\\""']],
    ['client == |', ['"dev1"', '"dev2"']],
    ['client == "dev2|', ['"dev2"']],
    ['stream == |', ['1', '2']],
    ['not |qos', expect.arrayContaining(['topic', 'mqtt.topic', 'not'])],
    ['qos == 1 )|', []],
    [
      'payload.|',
      ['payload.params', 'payload.params.temperature', 'payload.items[0]', 'payload.items[0].temp'],
    ],
    [
      'payload.items[|',
      expect.arrayContaining(['payload.items[0]', 'payload.items[1].temp', 'payload.items[12]']),
    ],
    ['payload.items[1|', ['payload.items[1]', 'payload.items[1].temp', 'payload.items[12]']],
    ['qos > 0 or payload.items[1].l|', []],
    ['payload.items[1].list[|', ['payload.items[1].list[12]']],
    ['qos > 0 and payload.params.t|', ['payload.params.temperature']],
    ['payload.temp|', ['payload.params.temperature', 'payload.items[0].temp']],
    ['(payload["a|', ['payload["a b"]']],
    ['payload[|', ['payload["a b"]', 'payload["[3]"]']],
    [
      'user|',
      ['user', 'username', 'mqtt.prop.user', 'mqtt.username_len', 'mqtt.username', 'user["site"]'],
    ],
    ['user[|', ['user["site"]']],
    ['not user["s|', ['user["site"]']],
    ['topic == "payload.|', []],
    ['qos == payload.|', []],
    ['mqttsn.msg.t|', ['mqttsn.msg.type']],
    ['mqttsn.msg.type == pub|', ['publish', 'puback', 'pubcomp', 'pubrec', 'pubrel']],
  ])('of %s suggests the possible continuations', (text, wanted) => {
    expect(at(text).texts).toEqual(wanted);
  });

  it('suggests the possible continuations', () => {
    for (const text of ['top|', 'type == |', 'topic ~ "s|', 'qos == 1 and ret|', 'dir != |']) {
      const { results } = at(text);
      expect(results.length).toBeGreaterThan(0);
      for (const result of results.filter((one) => !one.endsWith('not'))) {
        expect(parseFilter(result).error).toBeUndefined();
      }
    }
  });

  it('never throws for any text', () => {
    const word = fc.constantFrom('qos', '==', '"a', '(', 'in', '{', 'topic', '~', 'not', '1', '[');
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(anyText, fc.integer({ min: -2, max: 30 }), (text, cursor) => {
        const { from, to } = complete(text, cursor, context);
        expect(0 <= from && from <= to && to <= text.length).toBe(true);
      }),
      { numRuns: tries(1000) },
    );
  });
});

describe('syntax marks', () => {
  it('classify every part of the text, including the part before an error', () => {
    const tags = (text: string) =>
      parseFilter(text).marks.map(({ from, to, tag }) => `${text.slice(from, to)} ${tag}`);
    expect(tags('not (topic ~ "a/#" and user["k"] == "v") or hum')).toEqual([
      'not keyword',
      '( bracket',
      'topic field',
      '~ operator',
      '"a/#" text',
      'and keyword',
      'user field',
      '[ bracket',
      '"k" text',
      '] bracket',
      '== operator',
      '"v" text',
      ') bracket',
      'or keyword',
      'hum word',
    ]);
    expect(tags('qos > 1 and topic ~')).toEqual([
      'qos field',
      '> operator',
      '1 value',
      'and keyword',
      'topic field',
      '~ operator',
    ]);
  });
});
