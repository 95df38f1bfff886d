import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../base/runs.testkit.ts';
import type { Field } from '../mqtt/dissect/dissection.ts';
import { DATAGRAMS, type Recorded } from './corpus.testkit.ts';
import { dissectSn } from './dissectSn.ts';
import recorded from './testdata/corpus.json' with { type: 'json' };

const corpus: readonly Recorded[] = recorded;
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

function flatten(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => [field, ...flatten(field.children)]);
}

function printed({ value }: Field, like: string): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number') {
    return like.startsWith('0x') ? `0x${value.toString(16).padStart(2, '0')}` : `${value}`;
  }
  return value instanceof Uint8Array ? Buffer.from(value).toString() : `${value}`;
}

/** Fields that Wireshark 4.0 shows differently from the specification, or that are not comparable. */
function isMisread({ name, hex }: Recorded, field: Recorded['fields'][number]): boolean {
  // The outermost group; the address of a gateway, and a predefined topic, as text.
  if (field.name === 'mqttsn.msg' || field.name === 'mqttsn.gw.addr') return true;
  if (name === 'SUBSCRIBE to a predefined topic' && field.name.endsWith('.or.id')) return true;
  // Wireshark excludes the first byte of a three-byte length.
  if (field.name === 'mqttsn.msg.len' && field.length === 2) return true;
  // Wireshark shows two letters as a number, and non-ASCII letters separately.
  if (name === 'PUBLISH to a short topic' && field.name === 'mqttsn.topic.id') return true;
  return field.name === 'mqttsn.topic' && hex.includes('c3bc');
}

function missing(each: Recorded) {
  const ours = flatten(dissectSn(bytesOf(each.hex)).fields);
  return each.fields.filter(
    (field) =>
      !isMisread(each, field) &&
      !ours.some(
        (own) =>
          own.name === field.name &&
          own.length === field.length &&
          // Wireshark counts the offset of the length from the start of the frame.
          (own.offset === field.offset || own.name === 'mqttsn.msg.len') &&
          printed(own, field.show) === field.show,
      ),
  );
}

describe('MQTT-SN', () => {
  it.each(corpus)('$name has the same fields and offsets as in Wireshark', (each) => {
    expect(missing(each)).toEqual([]);
  });

  it.each(Object.entries(DATAGRAMS))('%s is known and valid', (name, bytes) => {
    const { problems, name: type } = dissectSn(Uint8Array.from(bytes));
    expect(problems).toEqual([]);
    expect(name.split(' ')[0]).toBe(type);
  });

  it('the recorded datagrams equal those that the encoder writes', () => {
    const made = Object.entries(DATAGRAMS).map(([name, bytes]) => [
      name,
      Buffer.from(bytes).toString('hex'),
    ]);
    expect(corpus.map(({ name, hex }) => [name, hex])).toEqual(made);
  });

  it('for any bytes, fields cover the datagram in order, and problems are inside', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const { fields, problems } = dissectSn(bytes);
        let at = 0;
        for (const { offset, length } of fields) {
          expect(offset).toBe(at);
          at += length;
        }
        expect(at).toBe(bytes.length);
        for (const { offset, length } of problems) {
          expect(offset + length).toBeLessThanOrEqual(bytes.length);
        }
      }),
      { numRuns: tries(3000) },
    );
  });

  it('names the missing field of a truncated message', () => {
    for (const bytes of Object.values(DATAGRAMS)) {
      const whole = Uint8Array.from(bytes);
      for (let size = 1; size < whole.length; size += 1) {
        const keys = dissectSn(whole.subarray(0, size)).problems.map(({ breach }) => breach.key);
        expect(keys.includes('wrong-length') || keys.includes('too-short')).toBe(true);
      }
    }
  });

  it('a forwarded message has its sender’s id and its own fields', () => {
    const { name, fields, problems } = dissectSn(bytesOf('05fe02aabb0216'));
    expect(name).toBe('PINGREQ');
    expect(problems).toEqual([]);
    expect(fields.map(({ label }) => label)).toEqual([
      'Length',
      'MsgType',
      'Ctrl',
      'Wireless Node Id',
      'Length',
      'MsgType',
    ]);
  });

  it.each([
    ['', ['empty']],
    ['0203', ['unknown-type']],
    ['03160000', ['wrong-length']],
    ['041703ff', ['left-over']],
    ['0604090100', ['wrong-length', 'reserved-flags', 'too-short']],
    ['06040402003c', ['protocol-id', 'too-short']],
    ['030504', ['return-code']],
    ['080c630005000078', ['reserved-topic-kind']],
    ['080c600005000078', ['qos-without-session']],
    ['080c200005000078', ['message-id']],
    ['080c000000000078', ['topic-id']],
    ['080a00050001ff41', ['not-utf8']],
    ['080a00050001612b', ['topic-name']],
    ['080a000500016100', ['topic-name']],
    ['0507206123', ['topic-name']],
    ['080c022b2b000078', ['topic-name']],
    ['081220000461232f', ['topic-name']],
    ['0712220004612b', ['topic-name']],
    ['081400000461232f', ['topic-name']],
    ['06070361232f', ['reserved-flags', 'topic-name']],
    ['01000417', ['long-form']],
    [`1e040c01003c${'61'.repeat(24)}`, ['client-id-length']],
    ['0a040401003c61006200', ['client-id-nul']],
  ])('reports %s: %j', (hex, keys) => {
    expect(dissectSn(bytesOf(hex)).problems.map(({ breach }) => breach.key)).toEqual(keys);
  });

  it.each([
    ['0a040401003c00026162', 2],
    ['0a040401003c00036162', undefined],
    ['08040401003c0000', undefined],
  ])('a client identifier that begins with its length: %s, %s', (hex, prefix) => {
    const { problems } = dissectSn(bytesOf(hex));
    expect(problems.map(({ breach }) => breach)).toEqual([
      { key: 'client-id-nul', args: { prefix } },
    ]);
  });

  it.each([
    ['REGISTER of a wildcard', '080a00050001612b', 6, 2],
    ['a will at a wildcard', '0507206123', 3, 2],
    ['a wildcard in two letters', '080c022b2b000078', 3, 2],
    ['SUBSCRIBE with # before the end', '081220000461232f', 5, 3],
  ])('the bytes of an invalid topic are named: %s', (_name, hex, offset, length) => {
    const { problems } = dissectSn(bytesOf(hex));
    expect(problems).toEqual([expect.objectContaining({ severity: 'protocol', offset, length })]);
  });

  it.each(['0812200004742f23', '0712220004742f', '0812200004612f2b'])(
    'a filter with wildcards in valid places is accepted: %s',
    (hex) => {
      expect(dissectSn(bytesOf(hex)).problems).toEqual([]);
    },
  );
});
