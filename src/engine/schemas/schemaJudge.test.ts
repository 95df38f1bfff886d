import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import type { PayloadRules } from '../../payload/chains/rules.ts';
import { encodeCbor } from '../../payload/formats/cbor/cborWriter.ts';
import { Capture } from '../capture/capture.ts';
import { publishBytes } from '../topics/messages.testkit.ts';
import { SchemaJudge } from './schemaJudge.ts';

const TEMP = JSON.stringify({
  properties: { t: { type: 'number', maximum: 90 } },
  required: ['t'],
});
const rules = (...schemas: readonly (readonly [string, string])[]): PayloadRules => ({
  chains: [],
  files: [],
  schemas: schemas.map(([filter, schema]) => ({ filter, schema })),
});

class Judged {
  readonly capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  readonly judge = this.capture.join((parts) => new SchemaJudge(this.capture, parts));
  readonly #stream = this.capture.openStream({ version: 4, fromStart: false });
  #time = 0;

  receive(topic: string, payload: string | Uint8Array, direction: 'in' | 'out' = 'in'): void {
    this.#time += 1000;
    this.capture.packet(this.#stream, direction, this.#time, publishBytes(topic, payload));
  }

  look(): boolean {
    return this.judge.advance(() => true);
  }

  get found(): readonly string[] {
    const { problems } = this.capture.window(
      { problems: { rule: 'schema-breach', first: 0, count: 100 } },
      this.#time,
    );
    return (problems?.rows?.rows ?? []).map(({ packet, finding }) => {
      if (finding.key !== 'schema-breach') return finding.key;
      const { filter, path, keyword } = finding.args;
      return `${packet} ${filter} ${path} ${keyword}`;
    });
  }
}

describe('messages checked with schemas', () => {
  test('each on a topic with one, in both directions and any format, before and after it is set', () => {
    const judged = new Judged();
    judged.receive('a/1', '{"t":20}');
    judged.receive('a/2', '{"t":95}');
    judged.judge.set(rules(['a/+', TEMP]));
    expect(judged.look()).toBe(true);
    judged.receive('b/1', '{"t":"elsewhere"}');
    judged.receive('a/1', new Uint8Array(encodeCbor({ t: 'hot' })), 'out');
    judged.receive('a/1', 'no values');
    judged.receive('a/1', '');
    judged.look();
    expect(judged.found).toEqual([
      '2 a/+ payload.t maximum',
      '4 a/+ payload.t type',
      '5 a/+ payload values',
    ]);
    expect(judged.judge.state).toEqual({
      errors: [undefined],
      off: [undefined],
      judged: 4,
      breaches: 3,
      notJudged: 0,
      ahead: 0,
    });
    const detail = judged.capture.window({ packet: 2 }, 0).packet;
    expect(detail?.row.hasProblem).toBe(true);
    expect(detail?.found).toHaveLength(1);
  });

  test('changed schemas restart the check and withdraw earlier problems', () => {
    const judged = new Judged();
    judged.receive('a/1', '{"t":95}');
    judged.receive('a/2', '{"t":95}');
    judged.judge.set(rules(['a/+', TEMP]));
    judged.look();
    expect(judged.found).toHaveLength(2);
    judged.judge.set(rules(['a/2', 'false'], ['#', '{"type":"object"}']));
    expect(judged.found).toEqual([]);
    expect(judged.capture.window({ packet: 1 }, 0).packet?.row.hasProblem).toBe(false);
    judged.look();
    expect(judged.found).toEqual(['2 a/2 payload not']);
    judged.judge.set({ chains: [], files: [] });
    expect(judged.found).toEqual([]);
    expect(judged.judge.state.ahead).toBe(0);
  });

  test('an unusable schema is rejected with the reason and does not block messages', () => {
    const judged = new Judged();
    judged.receive('a', '{"t":95}');
    judged.judge.set(rules(['a', '{'], ['a', TEMP]));
    judged.look();
    expect(judged.judge.state.errors).toEqual([{ key: 'json', args: {} }, undefined]);
    expect(judged.found).toEqual(['1 a payload.t maximum']);
  });

  test('payloads that are too large or too deep are counted, and no check exceeds its time', () => {
    const judged = new Judged();
    judged.judge.set(rules(['#', 'false']));
    judged.receive('a', `"${'x'.repeat(300_000)}"`);
    judged.receive('a', '['.repeat(100) + ']'.repeat(100));
    judged.receive('a', JSON.stringify(Array.from({ length: 6000 }, () => 0)));
    judged.receive('a', new Uint8Array(gzipSync(`"${'x'.repeat(300_000)}"`)));
    judged.look();
    expect(judged.judge.state).toMatchObject({ judged: 0, notJudged: 4, ahead: 0 });
    for (let at = 0; at < 10; at += 1) judged.receive('a', '1');
    let looks = 0;
    const hasTime = () => {
      looks += 1;
      return looks < 4;
    };
    expect(judged.judge.advance(hasTime)).toBe(false);
    expect(judged.judge.state).toMatchObject({ judged: 4, ahead: 6 });
    expect(judged.look()).toBe(true);
    expect(judged.found).toHaveLength(10);
  });

  test('a schema that one message makes too expensive is disabled, with one report', () => {
    const twice = (n: number) => ({ allOf: [{ $ref: `#/$defs/${n}` }, { $ref: `#/$defs/${n}` }] });
    const $defs = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [n, twice(n + 1)]));
    const expensive = JSON.stringify({
      if: { type: 'object' },
      else: { $ref: '#/$defs/0' },
      $defs: { ...$defs, 40: {} },
    });
    const judged = new Judged();
    judged.judge.set(rules(['a/+', expensive], ['b/+', TEMP]));
    judged.receive('a/1', '{}');
    judged.receive('a/2', '7');
    judged.receive('a/1', '{}');
    judged.receive('a/3', '7');
    judged.receive('b/1', '{"t":95}');
    expect(judged.look()).toBe(true);
    const why = { key: 'expensive', args: { steps: 1_000_000 } };
    expect(judged.judge.state).toMatchObject({
      off: [{ why, packet: 2, notJudged: 3 }, undefined],
      judged: 2,
      breaches: 1,
      notJudged: 0,
      ahead: 0,
    });
    expect(judged.found).toEqual(['5 b/+ payload.t maximum']);
    const off = () =>
      [1, 2, 3, 4].flatMap((packet) =>
        judged.capture
          .foundOn(packet)
          .map(({ rule, severity, finding }) => ({ packet, rule, severity, finding })),
      );
    const finding = { key: 'schema-off', args: { filter: 'a/+', why } };
    expect(off()).toEqual([{ packet: 2, rule: 'schema-off', severity: 'note', finding }]);

    // Changed rules restart the check; the notice is withdrawn with the breaches.
    judged.judge.set(rules(['a/+', '{"type":"object"}']));
    expect(off()).toEqual([]);
    judged.look();
    expect(judged.found).toEqual(['2 a/+ payload type', '4 a/+ payload type']);
    expect(judged.judge.state.off).toEqual([undefined]);
  });

  test('unusable schemas block no message', () => {
    const judged = new Judged();
    const bad = ['{"$id":"https://"}', '{"enum":null}', '{"$ref":"#"}', '{"not":'.repeat(500), '5'];
    judged.judge.set(rules(...bad.map((schema) => ['a', schema] as const), ['a', TEMP]));
    judged.receive('a', '{"t":95}');
    expect(judged.look()).toBe(true);
    expect(judged.judge.state.errors.map((error) => error?.key)).toEqual([
      'no-uri',
      'keyword',
      'endless',
      'json',
      'no-schema',
      undefined,
    ]);
    expect(judged.found).toEqual(['1 a payload.t maximum']);
  });
});
