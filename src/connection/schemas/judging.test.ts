import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { Capture } from '../../engine/capture/capture.ts';
import type { SchemaRequest } from '../../engine/schemas/judgement.ts';
import { publishBytes } from '../../engine/topics/messages.testkit.ts';
import type { PayloadRules } from '../../payload/chains/rules.ts';
import { encodeCbor } from '../../payload/formats/cbor/cborWriter.ts';
import type { SchemaPort, SchemaPortHandlers } from '../environment/environment.ts';
import { schemasInProcess } from './inProcess.testkit.ts';
import { Judging } from './judging.ts';

const TEMP = JSON.stringify({
  properties: { t: { type: 'number', maximum: 90 } },
  required: ['t'],
});
const rules = (...schemas: readonly (readonly [string, string])[]): PayloadRules => ({
  chains: [],
  files: [],
  schemas: schemas.map(([filter, schema]) => ({ filter, schema })),
});

const after = (ms: number, run: () => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

class Judged {
  readonly capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  readonly judging: Judging;
  readonly #stream = this.capture.openStream({ version: 4, fromStart: false });
  #time = 0;

  constructor(startSchemas: (handlers: SchemaPortHandlers) => SchemaPort = schemasInProcess()) {
    this.judging = new Judging(
      { now: () => performance.now() * 1000, after, startSchemas },
      this.capture,
    );
  }

  receive(topic: string, payload: string | Uint8Array, direction: 'in' | 'out' = 'in'): void {
    this.#time += 1000;
    this.capture.packet(this.#stream, direction, this.#time, publishBytes(topic, payload));
  }

  /** Waits until as many messages were judged. */
  until(judged: number): Promise<void> {
    return vi.waitFor(() => {
      const { state } = this.judging;
      if (state.judged !== judged || state.ahead > 0) throw new Error(JSON.stringify(state));
    }, 30_000);
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

  get off() {
    const { problems } = this.capture.window(
      { problems: { rule: 'schema-off', first: 0, count: 100 } },
      this.#time,
    );
    return (problems?.rows?.rows ?? []).map(({ packet, finding }) => ({ packet, finding }));
  }
}

describe('messages checked with schemas', () => {
  test('each on a topic with one, in both directions and any format, before and after it is set', async () => {
    const judged = new Judged();
    judged.receive('a/1', '{"t":20}');
    judged.receive('a/2', '{"t":95}');
    judged.judging.set(rules(['a/+', TEMP]));
    await judged.until(2);
    judged.receive('b/1', '{"t":"elsewhere"}');
    judged.receive('a/1', new Uint8Array(encodeCbor({ t: 'hot' })), 'out');
    judged.receive('a/1', 'no values');
    judged.receive('a/1', '');
    await judged.until(4);
    // The worker answers later than the reader of payloads.
    expect(judged.found.toSorted()).toEqual([
      '2 a/+ payload.t maximum',
      '4 a/+ payload.t type',
      '5 a/+ payload values',
    ]);
    expect(judged.judging.state).toEqual({
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

  test('changed schemas restart the check and withdraw earlier problems', async () => {
    const judged = new Judged();
    judged.receive('a/1', '{"t":95}');
    judged.receive('a/2', '{"t":95}');
    judged.judging.set(rules(['a/+', TEMP]));
    await judged.until(2);
    expect(judged.found).toHaveLength(2);
    judged.judging.set(rules(['a/2', 'false'], ['#', '{"type":"object"}']));
    expect(judged.found).toEqual([]);
    expect(judged.capture.window({ packet: 1 }, 0).packet?.row.hasProblem).toBe(false);
    await judged.until(2);
    expect(judged.found).toEqual(['2 a/2 payload false']);
    judged.judging.set({ chains: [], files: [] });
    expect(judged.found).toEqual([]);
    expect(judged.judging.state.ahead).toBe(0);
  });

  test('unusable schemas block no message and are reported on request', async () => {
    const judged = new Judged();
    const bad = ['{"$id":"https://"}', '{"enum":null}', '{"$ref":"#/a"}', '{', '5'];
    judged.receive('a', '{"t":95}');
    judged.judging.set(rules(...bad.map((schema) => ['a', schema] as const), ['a', TEMP]));
    await judged.until(1);
    expect(judged.found).toEqual(['1 a payload.t maximum']);
    const errors = await judged.judging.check([...bad, TEMP]);
    expect(errors.map((error) => error?.key)).toEqual([
      'no-uri',
      'keyword',
      'reference',
      'json',
      'no-schema',
      undefined,
    ]);
  });

  test('payloads that are too large or too deep are counted', async () => {
    const judged = new Judged();
    judged.judging.set(rules(['#', 'false']));
    judged.receive('a', `"${'x'.repeat(300_000)}"`);
    judged.receive('a', '['.repeat(100) + ']'.repeat(100));
    judged.receive('a', JSON.stringify(Array.from({ length: 6000 }, () => 0)));
    judged.receive('a', new Uint8Array(gzipSync(`"${'x'.repeat(300_000)}"`)));
    judged.receive('a', '{"\\ud800":1}');
    await judged.until(1);
    expect(judged.judging.state).toMatchObject({ notJudged: 4, breaches: 1 });
  });

  test('nothing is lost while a schema without an answer is switched off', async () => {
    const isStuck = (request: SchemaRequest) => request.kind === 'judge' && request.value === 7;
    const judged = new Judged(schemasInProcess(isStuck));
    judged.judging.set(rules(['a/+', 'true'], ['b/+', TEMP]));
    judged.receive('a/1', '{}');
    judged.receive('a/2', '7');
    judged.receive('a/1', '{}');
    judged.receive('b/1', '{"t":95}');
    judged.receive('a/3', '7');
    await judged.until(2);
    judged.receive('b/1', '{"t":96}');
    await judged.until(3);
    const why = { key: 'no-answer', args: { seconds: 1 } };
    expect(judged.judging.state).toMatchObject({
      off: [{ why, packet: 2, notJudged: 3 }, undefined],
      breaches: 2,
      notJudged: 0,
    });
    expect(judged.found).toEqual(['4 b/+ payload.t maximum', '6 b/+ payload.t maximum']);
    const finding = { key: 'schema-off', args: { filter: 'a/+', why } };
    expect(judged.off).toEqual([{ packet: 2, finding }]);

    // Changed rules restart the check; the notice is withdrawn with the breaches.
    judged.judging.set(rules(['a/+', '{"type":"object"}']));
    expect(judged.off).toEqual([]);
  });

  test('a message that was cleared while it was judged is not reported', async () => {
    const start = schemasInProcess();
    const due: (() => void)[] = [];
    const judged = new Judged((handlers) =>
      start({
        ...handlers,
        answered: (answer) => {
          if (answer.kind === 'judged') due.push(() => handlers.answered(answer));
          else handlers.answered(answer);
        },
      }),
    );
    judged.receive('a', '{"t":95}');
    judged.judging.set(rules(['a', TEMP]));
    await expect.poll(() => due.length).toBe(1);
    judged.capture.clear();
    due[0]?.();
    await judged.until(1);
    expect(judged.found).toEqual([]);
  });
});
