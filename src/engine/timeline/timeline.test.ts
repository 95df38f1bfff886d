import { describe, expect, test } from 'vitest';
import { en } from '../../i18n/en/texts.ts';
import {
  AUTH,
  CONNACK,
  CONNECT,
  PUBACK,
  PUBLISH,
  PUBREC,
  PUBREL,
} from '../../mqtt/tables/typeNumbers.ts';
import {
  diagramLayout,
  HEAD,
  LINE,
  MOMENTS_SHOWN,
  WORDS_LINE,
} from '../../ui/pieces/ladder/diagramLayout.ts';
import { detail, loss, RETRIED, row, step } from '../../ui/pieces/ladder/exchange.testkit.ts';
import { explain } from '../../ui/pieces/ladder/explain.ts';
import { momentSentences, plain } from '../../ui/pieces/ladder/momentSentences.ts';
import type { ExchangeDetail, TreatedPacket } from '../exchanges/exchange.ts';
import { timeline } from './timeline.ts';

describe('the order of an exchange', () => {
  test('a connection loss is between the packets, with the packets not seen before it', () => {
    const moments = timeline(RETRIED);
    expect(moments.map(({ kind }) => kind)).toEqual([
      'step',
      'missing',
      'loss',
      'step',
      'step',
      'step',
      'step',
      'end',
    ]);
    expect(moments[1]).toMatchObject({ packetTypes: [PUBREC], of: PUBLISH, from: 'in' });
    expect(moments[2]).toMatchObject({ offline: 2_187_000 });
    expect(moments[3]).toMatchObject({ again: true, since: 2_216_000 });
  });

  test('a fault follows its packet, a withheld packet is at its place', () => {
    const faults = [{ rule: 'r', action: 'drop' }] as const;
    const about = { time: 0, faults };
    const treated = [
      { ...about, packet: 2, packetType: PUBACK, direction: 'in', withheld: true },
      { ...about, packet: 3, packetType: PUBLISH, direction: 'out', withheld: false },
    ] as const;
    const steps = [
      step(1, 'out', PUBLISH, 1),
      step(3, 'out', PUBLISH, 2, { dup: true }),
      step(4, 'in', PUBACK, 3),
    ];
    const given = detail({ steps, treated, row: row({ qos: 1, state: 'retried' }) });
    const moments = timeline(given);
    expect(moments.map(({ kind }) => kind)).toEqual([
      'step',
      'treated',
      'step',
      'treated',
      'step',
      'end',
    ]);
    const sentences = moments.flatMap((moment) =>
      momentSentences(moment, en.handshakes.sentences, { detail: given, origin: 0, now: 0 }).map(
        plain,
      ),
    );
    expect(sentences).toContain('PUBACK dropped by rule r; it was not on the wire · No. 2');
    expect(sentences).toContain('PUBLISH dropped by rule r · No. 3');
    const drawn = treated.map((one) => en.handshakes.sentences.doneToInShort(one));
    expect(drawn).toEqual(['PUBACK · r: dropped', 'PUBLISH · r: dropped']);
    expect(explain(given).map(({ line }) => line.key)).toContain('treated');
  });

  test('no missing answer is guessed if a fault rule is known to have removed it', () => {
    const lost = (more: Partial<TreatedPacket>) =>
      timeline(
        detail({
          row: row({ qos: 1, state: 'retried' }),
          steps: [
            step(1, 'out', PUBLISH, 1),
            step(4, 'out', PUBLISH, 9),
            step(5, 'in', PUBACK, 10),
          ],
          losses: [loss],
          treated: [
            {
              packet: 2,
              withheld: true,
              time: 0,
              direction: 'in',
              packetType: PUBACK,
              faults: [{ rule: 'lost-puback', action: 'cut' }],
              ...more,
            },
          ],
        }),
      ).map(({ kind }) => kind);
    expect(lost({})).toEqual(['step', 'treated', 'loss', 'step', 'step', 'end']);
    // The PUBLISH itself was dropped.
    const own = { packet: 1, withheld: false, direction: 'out', packetType: PUBLISH } as const;
    expect(lost({ ...own, faults: [{ rule: 'r', action: 'drop' }] })).not.toContain('missing');
    expect(lost({ ...own, faults: [{ rule: 'r', action: 'delay' }] })).toContain('missing');
    // Another packet was withheld, so the fate of the answer is unknown.
    expect(lost({ packetType: PUBREC })).toContain('missing');
  });

  test('packets of one frame have no time between them', () => {
    const steps = [
      step(1, 'in', PUBLISH, 1),
      step(2, 'in', PUBREL, 1, { sameArrival: true }),
      step(3, 'out', PUBREC, 1, { sameArrival: true }),
    ];
    const moments = timeline(detail({ steps, row: row({ direction: 'in' }) }));
    expect(moments[1]).toMatchObject({ since: undefined, sameFrame: true });
    // Packets of opposite directions share no frame.
    expect(moments[2]).toMatchObject({ since: 0, sameFrame: false });
  });

  test('a packet resent on the same connection had no answer before', () => {
    const steps = [
      step(1, 'out', PUBLISH, 1),
      step(2, 'out', PUBLISH, 9, { dup: true }),
      step(3, 'in', PUBACK, 10),
    ];
    const moments = timeline(detail({ steps, row: row({ qos: 1, state: 'retried' }) }));
    expect(moments.map(({ kind }) => kind)).toEqual(['step', 'missing', 'step', 'step', 'end']);
    expect(moments[1]).toMatchObject({ before: 'again' });
  });

  test('an open one ends with the awaited packet, since its last packet', () => {
    const open = detail({
      row: row({ state: 'open' }),
      steps: [step(1, 'out', PUBLISH, 5)],
      awaited: { packetTypes: [PUBREC], from: 'in' },
    });
    expect(timeline(open).at(-1)).toEqual({
      kind: 'awaited',
      packetTypes: [PUBREC],
      from: 'in',
      since: 5000,
    });
  });
});

describe('the diagram', () => {
  test('stacks its moments, and marks where the client waits', () => {
    const { placed, waiting, height } = diagramLayout(RETRIED);
    expect(placed[0]?.top).toBe(HEAD);
    const ends = placed.map(({ top, height: own }) => top + own);
    expect(placed.slice(1).map(({ top }) => top)).toEqual(ends.slice(0, -1));
    expect(waiting.map(({ packetTypes }) => packetTypes)).toEqual([[5], [5], [7]]);
    // The first waiting period ends with the connection.
    expect(waiting[0]?.bottom).toBe(placed[2]?.top);
    expect(height).toBeGreaterThan(placed.at(-1)?.top ?? 0);
  });

  test('4.12: CONNECT waits for AUTH only if it names an authentication method', () => {
    const steps = [step(1, 'out', CONNECT, 0), step(2, 'in', CONNACK, 1)];
    const connect = detail({ row: row({ kind: 'connect', qos: undefined }), steps });
    const answers = (exchange: ExchangeDetail) =>
      diagramLayout(exchange).waiting.map(({ packetTypes }) => packetTypes);
    expect(answers(connect)).toEqual([[CONNACK]]);
    expect(answers({ ...connect, hasAuthMethod: true })).toEqual([[CONNACK, AUTH]]);
  });

  test('gives words below a time a line of their own', () => {
    const begin = step(1, 'out', CONNECT, 0);
    const steps = [begin, step(2, 'in', CONNACK, 1)];
    const connect = detail({ row: row({ kind: 'connect', qos: undefined }), steps });
    const heights = (exchange: ExchangeDetail) =>
      diagramLayout(exchange).placed.map(({ height }) => height);
    const [usual = 0] = heights(connect);
    expect(heights({ ...connect, hasAuthMethod: true })[0]).toBe(usual + LINE);
  });

  test('gives words that wrap the height of their lines', () => {
    const usual = diagramLayout(RETRIED);
    const wrapped = diagramLayout(RETRIED, undefined, ({ kind }) => (kind === 'loss' ? 3 : 1));
    const at = usual.placed.findIndex(({ moment }) => moment.kind === 'loss');
    const height = (usual.placed[at]?.height ?? 0) + 2 * WORDS_LINE;
    expect(wrapped.placed[at]?.height).toBe(height);
    expect(wrapped.height).toBe(usual.height + 2 * WORDS_LINE);
  });

  test('is truncated for an endless exchange', () => {
    const steps = Array.from({ length: 500 }, (_, at) => step(at + 1, 'out', PUBLISH, at));
    const endless = diagramLayout(detail({ steps, losses: [loss] }));
    expect(endless.placed).toHaveLength(MOMENTS_SHOWN);
    expect(endless.left).toBeGreaterThan(300);
  });
});
