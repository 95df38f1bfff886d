/** Tests notes on payloads: a NUL byte around a text, and another packet after one. */
import { describe, expect, test } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { Capture } from '../capture/capture.ts';
import { publish } from '../problems/talk.testkit.ts';
import { publishBytes } from '../topics/messages.testkit.ts';
import { TypeWatch } from './typeWatch.ts';

class Watched {
  readonly capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  readonly #watch = this.capture.join((parts) => new TypeWatch(this.capture, parts));
  readonly #version: ProtocolVersion;
  readonly #stream: number;
  #time = 0;

  constructor(version: ProtocolVersion = 4, isGuessed = false) {
    this.#version = version;
    this.#stream = this.capture.openStream({ version, isGuessed, fromStart: false });
  }

  receive(topic: string, ...payloads: readonly (string | Uint8Array)[]): this {
    for (const one of payloads) {
      const payload = typeof one === 'string' ? Uint8Array.from(Buffer.from(one, 'latin1')) : one;
      const bytes = encode(publish(topic, { payload }), this.#version);
      this.#time += 1000;
      this.capture.packet(this.#stream, 'in', this.#time, bytes);
    }
    return this;
  }

  get found(): readonly string[] {
    this.#watch.advance(() => true);
    return ['payload-nul', 'packet-in-payload', 'meant-as-json'].flatMap((rule) => {
      const request = { problems: { rule, first: 0, count: 100 } };
      const { problems } = this.capture.window(request, this.#time);
      return (problems?.rows?.rows ?? []).map(({ packet, severity, finding }) => {
        const place = `${packet} ${severity}`;
        if (finding.key === 'payload-nul')
          return `${place} ${finding.args.place} ${finding.args.isJson}`;
        if (finding.key === 'meant-as-json') return `${place} ${finding.args.by}`;
        if (finding.key !== 'packet-in-payload') return finding.key;
        return `${place} ${finding.args.byte} ${finding.args.topic}`;
      });
    });
  }
}

describe('a NUL byte', () => {
  test('before a text is reported once for each topic', () => {
    const watched = new Watched().receive('a', '\0{"t":1}', '\0{"t":2}').receive('b', '\0open');
    expect(watched.found).toEqual(['1 note before true', '3 note before false']);
  });

  test('before a text is reported after whole messages on the topic, too', () => {
    expect(new Watched().receive('a', '{"t":1}', '{"t":2}', '\0{"t":3}').found).toEqual([
      '3 note before true',
    ]);
  });

  test('after JSON is reported', () => {
    expect(new Watched().receive('a', '{"t":1}\0', '{"t":1}\0\0').found).toEqual([
      '1 note after true',
    ]);
  });

  test('is not that of empty properties', () => {
    expect(new Watched(5).receive('a', '{"t":1}').found).toEqual([]);
    expect(new Watched(4, true).receive('a', '\0{"t":1}').found).toEqual([]);
  });

  test.each([
    ['within a text', '{"a":1}\n\0{"a":2}'],
    ['in bytes', '\0\x01\x02\x03'],
    ['after a text that is not JSON', 'online\0'],
  ])('is not reported %s', (_where, payload) => {
    const found = new Watched().receive('a', payload).found;
    expect(found.filter((one) => one.includes('before'))).toEqual([]);
  });
});

describe('another packet in a payload', () => {
  const inner = publishBytes('shed/b', 'x'.repeat(200)).subarray(0, 60);
  const mixed = Uint8Array.from(Buffer.concat([Buffer.from('{"t":21.5,"'), inner]));

  test('is reported in each message', () => {
    expect(new Watched().receive('shed/a', '{"t":1}', mixed, mixed).found).toEqual([
      '2 note 11 shed/b',
      '3 note 11 shed/b',
    ]);
  });

  test('is reported once if payloads are packets', () => {
    const whole = publishBytes('shed/b/state', 'open');
    expect(new Watched().receive('shed/a', whole, whole).found).toEqual(['1 note 0 shed/b/state']);
  });
});

describe('a text that was meant as JSON', () => {
  test('is reported once for each topic', () => {
    const watched = new Watched().receive('a', '{cmd:led}', '{cmd:on}').receive('b', "{'a': 1}");
    expect(watched.found).toEqual(['1 note shell', '3 note python']);
  });

  test('is not reported where JSON came before, on this topic', () => {
    const watched = new Watched().receive('a', '{"cmd":1}').receive('b', '{cmd:led}');
    expect(watched.receive('a', '{cmd:led}').found).toEqual(['2 note shell']);
  });
});
