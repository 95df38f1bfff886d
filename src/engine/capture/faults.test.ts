import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { fileWords } from '../../i18n/en/captures/fileWords.ts';
import { foundWrong } from '../../i18n/en/facts/findings.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import { CaptureExport } from '../files/captureExport.ts';
import { readEvents } from '../files/captureFile.testkit.ts';
import type { ExportFormat } from '../files/captureFormats.ts';
import { CaptureFeed } from '../files/report/captureFeed.ts';
import { savedCapture } from '../files/savedCapture.ts';
import { compileFilter } from '../filter/compile.ts';
import { FilteredRows } from '../filtering/filteredRows.ts';
import { valuesSeen } from '../filtering/valuesSeen.ts';
import { publish, Session } from './capture.testkit.ts';
import { Capture } from './capture.ts';

const DROP = { rule: 'lost-puback', action: 'drop' } as const;

class FaultySession extends Session {
  withheld(packet: Packet, fault: { rule: string; action: 'drop' | 'hold' } = DROP): number {
    this.time += 1_000;
    const { stream, time } = this;
    const bytes = encode(packet, this.version);
    return this.capture.faults.withheld({ stream, direction: 'in', time, bytes, fault });
  }

  exchange(packet: number) {
    return this.capture.window({ exchange: { packet } }, this.time).exchange;
  }

  /** Numbers of the packets that match a filter. */
  filtered(text: string): number[] {
    const error = this.capture.filter.set(compileFilter(text), FilteredRows);
    if (error !== undefined) throw new Error(error.fact.key);
    this.capture.filter.advance(() => true);
    return this.rows().map(({ number }) => number);
  }
}

function lostPuback() {
  const session = new FaultySession();
  session.connect(false, true);
  const sent = session.send(publish('a/b', { qos: 1, packetId: 5 }));
  const lost = session.withheld({ type: 'puback', packetId: 5 });
  return { session, sent, lost };
}

describe('a withheld packet', () => {
  it('is a row with its bytes, fields and faults', () => {
    const { session, lost } = lostPuback();
    expect(session.rows().at(-1)).toMatchObject({
      number: lost,
      packetType: 4,
      packetId: 5,
      withheld: true,
      faults: [DROP],
      hasProblem: false,
    });
    const detail = session.detail(lost);
    expect([...(detail?.bytes ?? [])]).toEqual([0x40, 2, 0, 5]);
    expect(detail?.fields.length).toBeGreaterThan(1);
  });

  it('is not counted anywhere', () => {
    const { session } = lostPuback();
    const before = session.counters;
    const streams = session.capture.window({ streams: { first: 0, count: 9 } }, 0).streams;
    session.withheld({ type: 'puback', packetId: 5 });
    session.withheld(publish('only/withheld', { retain: true }));
    session.withheld({ type: 'puback', packetId: 77 });
    const after = session.counters;
    expect({ ...after, newest: 0, logBytes: 0, withheld: 0, inRate: 0 }).toEqual({
      ...before,
      newest: 0,
      logBytes: 0,
      withheld: 0,
      inRate: 0,
    });
    expect(after.withheld).toBe(4);
    expect(session.capture.window({ streams: { first: 0, count: 9 } }, 0).streams).toEqual(streams);
  });

  it('is listed in its exchange, which continues without it', () => {
    const { session, sent, lost } = lostPuback();
    expect(session.exchange(sent)).toMatchObject({
      row: { state: 'open' },
      steps: [{ packet: sent }],
      treated: [{ packet: lost, withheld: true, packetType: 4, faults: [DROP] }],
    });
    expect(session.exchange(lost)?.row.packet).toBe(sent);
    const again = session.send(publish('a/b', { qos: 1, packetId: 5, dup: true }));
    session.get({ type: 'puback', packetId: 5 });
    session.capture.faults.mark(again, { rule: 'x', action: 'delay' });
    expect(session.exchange(sent)).toMatchObject({
      row: { state: 'retried' },
      treated: [{ packet: lost }, { packet: again, withheld: false }],
    });
  });

  it('matches the display filter, even if its mark arrives late', () => {
    const { session, sent, lost } = lostPuback();
    expect(session.filtered('fault')).toEqual([lost]);
    expect(session.filtered('fault.rule == "lost-puback"')).toEqual([lost]);
    expect(session.filtered('fault.withheld and fault.action == drop')).toEqual([lost]);
    expect(session.filtered('fault.rule contains "late"')).toEqual([]);
    expect(valuesSeen(session.capture.filter.facts, 'fault.rule', () => true)).toEqual([
      'lost-puback',
    ]);
    session.capture.faults.mark(sent, { rule: 'comes late', action: 'delay' });
    session.capture.filter.advance(() => true);
    expect(session.rows().map(({ number }) => number)).toEqual([sent]);
    expect(session.filtered('not fault.withheld')).toEqual([1, 2, sent]);
  });

  it('is discarded with its neighbours, and by Clear', () => {
    const session = new FaultySession(4, { logBudget: 20_000 });
    session.connect(false, true);
    const lost = session.withheld(publish('a', { payload: new Uint8Array(500) }));
    for (let n = 0; n < 400; n += 1) session.get(publish('b', { payload: new Uint8Array(100) }));
    expect(session.detail(lost)).toBeNull();
    expect(session.counters.packets).toBe(402);
    session.capture.clear();
    expect(session.counters).toMatchObject({ packets: 0, withheld: 0 });
    session.withheld(publish('c'));
    expect(session.counters).toMatchObject({ packets: 0, withheld: 1 });
    expect(session.rows()).toHaveLength(1);
  });

  it('is kept after its eviction if an armed filter wants it', () => {
    const session = new FaultySession(4, { logBudget: 20_000 });
    session.capture.armed.arm(compileFilter('fault.withheld'), 0, 'keep');
    session.connect(false, true);
    const lost = session.withheld(publish('a'));
    for (let n = 0; n < 400; n += 1) session.get(publish('b', { payload: new Uint8Array(100) }));
    expect(session.detail(lost)?.row).toMatchObject({ withheld: true, topic: 'a', faults: [DROP] });
  });
});

describe('a second answer to a duplicated packet', () => {
  const DUPLICATE = { rule: 'twice', action: 'duplicate' } as const;

  /** Problems reported for the second answer, and what remains of them in counts and lists. */
  function said(session: FaultySession) {
    const told = session.capture.window(
      {
        problems: { rule: undefined, first: 0, count: 9 },
        exchanges: { first: 0, count: 9, show: 'problems' },
        streams: { first: 0, count: 9 },
      },
      session.time,
    );
    return {
      rules: told.problems?.groups.map(({ rule, count }) => `${rule} ${count}`),
      rows: session.rows().filter(({ hasProblem }) => hasProblem).length,
      exchanges: told.exchanges?.rows.length,
      ofStream: told.streams?.rows[0]?.problems,
      counts: session.capture.counters(session.time).problems,
    };
  }

  const cases = {
    PUBACK: [publish('a', { qos: 1, packetId: 5 }), [{ type: 'puback', packetId: 5 }]],
    PUBREC: [publish('a', { qos: 2, packetId: 5 }), [{ type: 'pubrec', packetId: 5 }]],
    SUBACK: [
      {
        type: 'subscribe',
        packetId: 5,
        properties: [],
        subscriptions: [
          { filter: 'a', qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 },
        ],
      },
      [{ type: 'suback', packetId: 5, reasonCodes: [0], properties: [] }],
    ],
  } as const satisfies Record<string, readonly [Packet, readonly Packet[]]>;

  it.each(Object.entries(cases))(
    '%s is no problem, before or after the mark',
    (_, [sent, [answer]]) => {
      const before = new FaultySession();
      before.connect(false, true);
      const nothing = said(before);
      before.capture.faults.mark(before.send(sent), DUPLICATE);
      before.get(answer);
      before.get(answer);
      expect(said(before)).toEqual(nothing);
      const after = new FaultySession();
      after.connect(false, true);
      const doubled = after.send(sent);
      after.get(answer);
      after.get(answer);
      expect(said(after)).toMatchObject({ rules: ['answered-twice 1'], rows: 1, ofStream: 1 });
      after.capture.faults.mark(doubled, DUPLICATE);
      expect(said(after)).toEqual(nothing);
    },
  );

  it('is a problem if the fault was another one, or affected another packet', () => {
    const session = new FaultySession();
    session.connect(false, true);
    const [sent, [answer]] = cases.PUBACK;
    const delayed = session.send(sent);
    session.capture.faults.mark(delayed, { rule: 'late', action: 'delay' });
    const other = session.send(publish('a', { qos: 1, packetId: 6 }));
    session.capture.faults.mark(other, DUPLICATE);
    session.get(answer);
    session.get(answer);
    expect(said(session).rules).toEqual(['answered-twice 1']);
  });
});

it('names the fault rule in a problem of a packet with a fault', () => {
  const session = new FaultySession();
  session.connect(false, true);
  const ping = session.send({ type: 'pingreq' });
  session.capture.faults.mark(ping, { rule: 'keep-alive-lost', action: 'silent' });
  session.time += 2_000_000;
  const other = session.send({ type: 'pingreq' });
  session.capture.closeStream(1, session.time);
  expect(session.capture.foundOn(ping).map(foundWrong)).toEqual([
    'PINGREQ got no PINGRESP for 2 s. Changed on purpose by keep-alive-lost.',
  ]);
  const [end] = session.capture.foundOn(other);
  expect(end && foundWrong(end)).toMatch(/^(?!.*on purpose)./);
});

it('names the fault rule once in a problem found before the mark', () => {
  const session = new FaultySession();
  session.connect(false, true);
  const stray = session.get({ type: 'pingresp' });
  for (const rule of ['made', 'again']) {
    session.capture.faults.mark(stray, { rule, action: 'made' });
  }
  const [onPacket] = session.capture.foundOn(stray);
  expect(onPacket && foundWrong(onPacket)).toMatch(/\. Changed on purpose by made\.$/);
  const { problems } = session.capture.window(
    { problems: { rule: 'unexpected-pingresp', first: 0, count: 9 } },
    session.time,
  );
  expect(problems?.rows?.rows).toEqual([onPacket]);
});

describe('a wire position', () => {
  const bytes = fc.integer({ min: 0, max: 2 });
  it('identifies a packet among equal ones', () => {
    fc.assert(
      fc.property(fc.array(bytes, { minLength: 1, maxLength: 30 }), (kinds) => {
        const session = new FaultySession();
        const places = { in: 0, out: 0 };
        const packets: { direction: 'in' | 'out'; offset: number; number: number }[] = [];
        for (const kind of kinds) {
          if (kind === 2) {
            session.withheld(publish('a'));
            continue;
          }
          const direction = kind === 0 ? 'in' : 'out';
          const packet = encode(publish('a'), 4);
          packets.push({
            direction,
            offset: places[direction],
            number: session.raw(direction, packet),
          });
          places[direction] += packet.length;
        }
        for (const { direction, offset, number } of packets) {
          expect(session.capture.faults.packetAt(1, direction, offset)).toBe(number);
          expect(session.capture.faults.packetAt(1, direction, offset + 1)).toBeUndefined();
        }
        expect(session.capture.faults.packetAt(1, 'in', places.in)).toBe(0);
      }),
      { numRuns: tries(200) },
    );
  });

  it('is known after a gap, but not before it', () => {
    const session = new FaultySession();
    const before = session.get(publish('a'));
    session.capture.faults.wireAt(1, 'in', 1000);
    const after = session.get(publish('a'));
    expect(session.capture.faults.packetAt(1, 'in', 1000)).toBe(after);
    expect(session.capture.faults.packetAt(1, 'in', 0)).toBeUndefined();
    expect(before).toBe(1);
  });

  it('includes packets that were not recorded', () => {
    const session = new FaultySession();
    session.capture.armed.arm(compileFilter('no == 1'), 0, 'stop');
    session.get(publish('a'));
    session.get(publish('a'));
    session.capture.resumeRecording(session.time);
    const { length } = encode(publish('a'), 4);
    const third = session.get(publish('a'));
    expect(session.capture.faults.packetAt(1, 'in', 2 * length)).toBe(third);
  });
});

describe('a file', () => {
  function files(format: ExportFormat, session: FaultySession): Uint8Array {
    const parts: number[] = [];
    const options = {
      secrets: CONVENTIONS.secrets,
      withSecrets: false,
      application: 'test',
      fileWords,
    };
    const file = new CaptureExport(format, (bytes) => parts.push(...bytes), options);
    for (const event of savedCapture(session.capture)) file.take(event);
    file.end();
    return Uint8Array.from(parts);
  }

  function marked(): FaultySession {
    const { session, sent, lost } = lostPuback();
    session.capture.faults.mark(sent, { rule: 'a "rule"; b', action: 'delay' });
    session.capture.marks.set(lost, 'here');
    const last = session.send(publish('a/b', { qos: 1, packetId: 5, dup: true }));
    session.capture.marks.set(last, 'there');
    return session;
  }

  it('of our own format keeps the faults', () => {
    const session = marked();
    const feed = new CaptureFeed(new Capture({ conventions: CONVENTIONS, originWallClock: 0 }));
    for (const event of readEvents(files('mqttscope', session))) feed.take(event);
    const rows = feed.capture.window({ packets: { first: 0, count: 99 } }, 0).packets?.rows ?? [];
    const before = session.rows();
    expect(rows.map(({ withheld, packetType }) => [packetType, withheld])).toEqual(
      before.map(({ withheld, packetType }) => [packetType, withheld]),
    );
    expect(rows.at(-2)).toMatchObject({ withheld: true, faults: [DROP], packetType: 4 });
    expect(feed.capture.counters(0)).toMatchObject({ packets: 4, withheld: 1 });
  });

  it("of our own format keeps the user's marks in place", () => {
    const session = marked();
    const feed = new CaptureFeed(new Capture({ conventions: CONVENTIONS, originWallClock: 0 }));
    for (const event of readEvents(files('mqttscope', session))) feed.take(event);
    const rows = feed.capture.window({ packets: { first: 0, count: 99 } }, 0).packets?.rows ?? [];
    expect(rows.map(({ mark }) => mark)).toEqual([
      undefined,
      undefined,
      undefined,
      'here',
      'there',
    ]);
    expect(rows[2]?.faults).toEqual([{ rule: 'a "rule"; b', action: 'delay' }]);
  });

  it('of format pcapng has the packets on the wire, with comments', () => {
    const file = files('pcapng', marked());
    const text = new TextDecoder('latin1').decode(file);
    expect(text).toContain('Fault rule a "rule"; b: delay.');
    const feed = new CaptureFeed(new Capture({ conventions: CONVENTIONS, originWallClock: 0 }));
    for (const event of readEvents(file)) feed.take(event);
    expect(feed.capture.counters(0)).toMatchObject({ packets: 4, withheld: 0 });
    const rows = feed.capture.window({ packets: { first: 0, count: 99 } }, 0).packets?.rows ?? [];
    expect(rows.map(({ mark }) => mark)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('a connection that a fault rule cuts', () => {
  const CUT = { rule: 'lost-puback' };
  const cutSession = (isKnownBefore: boolean): Session => {
    const session = new Session();
    session.connect();
    session.send(publish('a/b', { qos: 1, packetId: 5 }));
    const { capture, stream, time } = session;
    if (isKnownBefore) capture.endedOnPurpose(stream, CUT);
    capture.closeStream(stream, time + 1_000, { by: 'server' });
    if (!isKnownBefore) {
      expect(session.counters.problems.notes).toBe(1);
      capture.endedOnPurpose(stream, CUT);
    }
    return session;
  };

  it.each([true, false])('is no finding against the broker, known before its end: %s', (known) => {
    const session = cutSession(known);
    expect(session.counters.problems.total).toBe(0);
    expect(session.capture.endOf(session.stream)).toEqual({
      cause: { key: 'on-purpose', args: CUT },
    });
    const packets = session.rows();
    const { exchange } = session.capture.window(
      { exchange: { packet: packets.at(-1)?.number ?? 0 } },
      session.time,
    );
    expect(exchange?.losses).toMatchObject([{ cut: CUT }]);
  });
});
