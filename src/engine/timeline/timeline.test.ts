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
import { detail, loss, RETRIED, row, step } from '../../ui/pieces/ladder/exchange.testkit.ts';
import { explain } from '../../ui/pieces/ladder/explain.ts';
import type { TreatedPacket } from '../exchanges/exchange.ts';
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
    const lines = explain(given).map(({ line }) => en.handshakes.explained(line));
    expect(lines).toContain('PUBACK dropped by rule r; it was not on the wire');
    expect(lines).toContain('PUBLISH dropped by rule r');
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

  test('4.12: CONNECT waits for AUTH only if it names an authentication method', () => {
    const steps = [step(1, 'out', CONNECT, 0)];
    const lost = {
      steps,
      row: row({ kind: 'connect', qos: undefined, state: 'abandoned' }),
    } as const;
    const missing = (hasAuthMethod: boolean) =>
      timeline(detail({ ...lost, hasAuthMethod })).flatMap((moment) =>
        moment.kind === 'missing' ? moment.packetTypes : [],
      );
    expect(missing(false)).toEqual([CONNACK]);
    expect(missing(true)).toEqual([CONNACK, AUTH]);
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
