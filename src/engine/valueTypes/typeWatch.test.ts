import { describe, expect, test } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { Capture } from '../capture/capture.ts';
import { publishBytes } from '../topics/messages.testkit.ts';
import { TypeWatch } from './typeWatch.ts';

class Watched {
  readonly capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  readonly watch = this.capture.join((parts) => new TypeWatch(this.capture, parts));
  readonly #stream = this.capture.openStream({ version: 4, fromStart: false });
  #time = 0;

  receive(...payloads: readonly string[]): void {
    for (const payload of payloads) {
      this.#time += 1000;
      this.capture.packet(this.#stream, 'in', this.#time, publishBytes('t', payload));
    }
  }

  get found(): readonly string[] {
    this.watch.advance(() => true);
    const request = { problems: { rule: 'value-type-changed', first: 0, count: 100 } };
    const { problems } = this.capture.window(request, this.#time);
    return (problems?.rows?.rows ?? []).map(({ packet, finding }) => {
      if (finding.key !== 'value-type-changed') return finding.key;
      const { path, is, was, count } = finding.args;
      return `${packet} ${path} ${is} after ${count} ${was}`;
    });
  }
}

const times = (count: number, payload: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => payload(at));

describe('a value that changes its type', () => {
  test('is reported once for each new type', () => {
    const watched = new Watched();
    watched.receive(...times(12, (at) => `{"a":{"temp":${20 + at / 10}},"on":true}`));
    watched.receive('{"a":{"temp":"21.5"},"on":true}', '{"a":{"temp":"21.6"},"on":1}');
    watched.receive('{"a":{"temp":22},"on":true}', '{"a":{"temp":"21.7"},"on":true}');
    expect(watched.found).toEqual([
      '13 payload.a.temp text after 12 number',
      '14 payload.on number after 13 boolean',
    ]);
  });

  test('is a payload that is a single value, too', () => {
    const watched = new Watched();
    watched.receive(...times(10, (at) => String(400 + at)), '"421.0"', '422');
    expect(watched.found).toEqual(['11 payload text after 10 number']);
  });

  test.each([
    ['integers and fractions', '21', '21.5'],
    ['null', '21', 'null'],
    ['a text for a missing value', '21', 'unavailable'],
    ['such a text in JSON', '{"t":21}', '{"t":"N/A"}'],
    ['an empty message', '21', ''],
    ['a text that happens to be a number', 'idle', '5'],
  ])('is not reported: %s', (_, usual, other) => {
    const watched = new Watched();
    watched.receive(...times(20, () => usual), other);
    expect(watched.found).toEqual([]);
  });

  test.each([
    ['a text among the first numbers', ['1', '"2"', '3']],
    ['a text before the first number', ['"1"', '2']],
  ])('is reported after many messages of one type that follow %s', (_, start) => {
    const watched = new Watched();
    watched.receive(...start, ...times(120, String), '"4"', '5', '"6"');
    const at = start.length + 121;
    expect(watched.found).toEqual([`${at} payload text after 121 number`]);
  });

  test('is not reported for a value that keeps mixing types', () => {
    const watched = new Watched();
    for (let round = 0; round < 30; round += 1) watched.receive('1', '2', '"3"', '4');
    watched.receive(...times(200, String), '"5"');
    expect(watched.found).toEqual([]);
  });

  test('is not reported before its type has settled', () => {
    const watched = new Watched();
    watched.receive('1', '2', '"3"', ...times(20, String), '"4"');
    expect(watched.found).toEqual([]);
  });
});
