import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  SubscriptionState,
  SubscriptionStatus,
} from '../../../connection/protocol/protocol.ts';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import type { Counters, WindowReply, WindowRequest } from '../../../engine/window/window.ts';
import { PUBACK, PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { plainSubscription, UNTOUCHED } from '../../../profiles/settings/plainSubscription.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type LiveCapture, type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { RETRIED, row, step } from '../../pieces/ladder/exchange.testkit.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { select, selectionOf } from '../../session/connection/selection.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { HandshakesView } from './HandshakesView.tsx';

const OPEN = row({
  exchange: 2,
  packet: 30,
  qos: 1,
  packetId: 42,
  state: 'open',
  latency: undefined,
});
const TROUBLED = row({ exchange: 3, packet: 40, packetId: 43, hasProblem: true });
const ROWS = [RETRIED.row, OPEN, TROUBLED];
const NOW = 5_000_000;

const COUNTS: NonNullable<Counters['exchanges']> = {
  all: 3,
  'in-flight': 1,
  retried: 1,
  refused: 0,
  abandoned: 0,
  problems: 1,
};

let shown: Shown;
let asked: WindowRequest[] = [];

/** Answers as the engine would. */
function answered(request: WindowRequest, reply: WindowReply): WindowReply {
  asked.push(request);
  const { exchanges, exchange, inFlight, latency } = request;
  return {
    ...reply,
    counters: { ...reply.counters, exchanges: COUNTS },
    now: NOW,
    ...(exchanges && {
      exchanges: { ...exchanges, first: 0, rows: ROWS, total: ROWS.length, forgotten: 0 },
    }),
    ...(exchange && {
      exchange:
        'exchange' in exchange && exchange.exchange === 2
          ? {
              ...RETRIED,
              row: OPEN,
              steps: [step(30, 'out', PUBLISH, 1000)],
              losses: [],
              awaited: { packetTypes: [PUBACK], from: 'in' },
            }
          : RETRIED,
    }),
    ...(inFlight && {
      inFlight: {
        total: 1,
        stuck: inFlight.stuckAfter < 4_000_000 ? 1 : 0,
        rows: [
          {
            row: OPEN,
            owedBy: 'in',
            awaited: [PUBACK],
            since: 1_000_000,
            stuck: inFlight.stuckAfter < 4_000_000,
          },
        ],
        gauges: { out: { used: 1, maximum: 65_535 }, in: { used: 7, maximum: 32 } },
      },
    }),
    ...(latency && {
      latency: {
        of: latency,
        count: 3,
        buckets: [
          { upTo: 1000, count: 2 },
          { upTo: undefined, count: 1 },
        ],
        median: 900,
        p95: 2_236_000,
        max: 2_236_000,
        slowest: [RETRIED.row],
      },
    }),
  };
}

const grid = () => shown.box.querySelector('[role=grid][aria-label=Exchanges]') ?? shown.box;
const rows = () => [...grid().querySelectorAll('[role=row][data-index]')];
const cells = (at: number) =>
  [...(rows()[at]?.querySelectorAll('[role=gridcell]') ?? [])].map((cell) => cell.textContent);
const steps = () =>
  [...shown.box.querySelectorAll('ol[aria-labelledby] > li')].map(({ textContent }) => textContent);
const text = () => shown.box.textContent ?? '';

beforeEach(async () => {
  localStorage.clear();
  asked = [];
  shown = await show(HandshakesView, (live) => {
    const real = live.window.bind(live);
    live.window = (request) => answered(request, real({}));
  });
  await shown.until(() => rows().length === 3);
});
afterEach(() => shown.end());

/** A message of QoS 1 that the client acknowledges. */
function deliver({ capture, stream }: LiveCapture, n: number): void {
  capture.packet(stream, 'in', n * 1000, publishBytes('line', `${n}`, { qos: 1, packetId: n }));
  capture.packet(stream, 'out', n * 1000 + 500, Uint8Array.of(0x40, 2, n >> 8, n & 0xff));
}

describe('the view Handshakes with many exchanges', () => {
  test('says that a QoS 0 message has no answer, not that its exchange is gone', async () => {
    await shown.end();
    shown = await show(HandshakesView, (live) => live.receive(publishBytes('a', 'x')));
    await shown.run(() => select(shown.id, { packet: 1 }));
    await shown.until(() =>
      text().includes('Messages at QoS 0 and DISCONNECT are not acknowledged'),
    );
    expect(text()).toContain('There is no exchange to show for this packet');
    expect(text()).not.toMatch(/belongs to|still known/);
  });

  test('opens with the newest exchange if the app selected a QoS 0 message', async () => {
    await shown.end();
    shown = await show(HandshakesView, (live) => live.receive(publishBytes('a', 'x')));
    await shown.run(() =>
      select(shown.id, { packet: 1, topic: 'a', isNewest: true, isFirst: true }),
    );
    for (let n = 1; n <= 3; n += 1) deliver(shown.live, n);
    await shown.until(() => steps().length > 0);
    expect(selectionOf(shown.id)).toMatchObject({ packet: 6, exchange: 3, topic: 'a' });
    // Escape still clears the selection.
    await shown.press(grid(), 'Escape');
    await shown.until(() => text().includes('Select an exchange to see its packets'));
    expect(selectionOf(shown.id).packet).toBeUndefined();
  });

  test('keys reach both ends, and the selection stays while others arrive', async () => {
    await shown.end();
    shown = await show(HandshakesView, (live) => {
      for (let n = 1; n <= 400; n += 1) deliver(live, n);
    });
    await shown.until(() => cells(0)[0] === '799');
    const selected = () => grid().querySelector('[role=row][aria-selected=true]');
    await shown.press(grid(), 'End');
    await shown.until(() => selected()?.getAttribute('aria-rowindex') === '401');
    expect(selectionOf(shown.id)).toMatchObject({ packet: 1, exchange: 1, topic: 'line' });
    await shown.press(grid(), 'Home');
    await shown.until(() => selected()?.getAttribute('aria-rowindex') === '2');
    expect(selectionOf(shown.id).exchange).toBe(400);
    for (let n = 401; n <= 500; n += 1) deliver(shown.live, n);
    await shown.until(() => grid().getAttribute('aria-rowcount') === '501');
    await shown.until(() => selected()?.getAttribute('aria-rowindex') === '102');
  });
});

describe('the view Handshakes', () => {
  test('lists exchanges, and shows the selected one as a ladder and in words', async () => {
    expect(grid().getAttribute('aria-rowcount')).toBe('4');
    expect(cells(0)).toEqual([
      '40',
      'out',
      'QoS 2',
      '43',
      'complete',
      'problemplant/press-07/calib',
      '10.0 ms',
    ]);
    expect(cells(1).slice(4)).toEqual(['in flight', 'plant/press-07/calib', '–']);
    expect(cells(2)[4]).toBe('retried');

    await shown.run(() => select(shown.id, { packet: 23 }));
    await shown.until(() => rows()[2]?.getAttribute('aria-selected') === 'true');
    const current = () => shown.box.querySelector('[aria-current=step]')?.textContent;
    expect(current()).toContain('PUBREC from the broker: 0x00 Success · No. 23 12:00:02.405');
    const last = rows()[2];
    if (last) await shown.click(last);
    expect(selectionOf(shown.id)).toMatchObject({ packet: 10, exchange: 1 });
    expect(steps()).toHaveLength(14);
    expect(steps()[5]).toContain(
      'Session present: unacknowledged packets are sent again, offline for 2.187 s · No. 20 12:00:02.391',
    );
    // They are told once.
    expect(shown.box.querySelectorAll('ol')).toHaveLength(1);
    const drawing = [...shown.box.querySelectorAll('svg[aria-hidden=true]')].map(
      (svg) => svg.textContent,
    );
    expect(drawing.join(' ')).toContain('CONNECT clean start 0 → session present 1');
    expect(named(shown.box, '[role=note]', 'Verdict').textContent).toBe(
      'Conforms as seen here: complete after one packet was sent again.',
    );
    await shown.click(named(shown.box, 'button', 'MQTT-4.4.0-1'));
    expect(text()).toContain('both sides send again what is unacknowledged');
  });

  test('tints exchanges with errors red, with only warnings amber, and others not at all', async () => {
    const warned = { ...TROUBLED, isWarning: true as const };
    const { live, until } = shown;
    const before = live.window.bind(live);
    live.window = (request) => {
      const { exchanges, ...reply } = before(request);
      const list = [RETRIED.row, { ...warned, exchange: 2 }, TROUBLED];
      return { ...reply, ...(exchanges && { exchanges: { ...exchanges, rows: list } }) };
    };
    await shown.run(() => live.receive(publishBytes('a', 'x')));
    await until(() => rows().some((each) => each.matches('.bg-warn-bg')));
    // The selected row keeps its mark, not its tint.
    const tints = rows().map(({ className }) => [
      className.includes('var(--err)'),
      className.includes('var(--warn)'),
    ]);
    expect(tints).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ]);
  });

  test('keys move the selection; Enter and a number open the packet', async () => {
    await shown.press(grid(), 'Home');
    expect(selectionOf(shown.id).exchange).toBe(3);
    await shown.press(grid(), 'j');
    expect(selectionOf(shown.id)).toMatchObject({ exchange: 2, packet: 30 });
    await shown.until(() => text().includes('PUBACK from the broker awaited for 4.0 s'));
    expect(named(shown.box, '[role=note]', 'Verdict').textContent).toBe(
      'In flight: the broker owes PUBACK for 4.0 s.',
    );
    await shown.press(grid(), 'Enter');
    expect(viewOf(shown.id)).toMatchObject({ panel: 'packets', following: false });
    const link = rows()[2]?.querySelector('[data-packet]');
    if (link) await shown.click(link);
    expect(selectionOf(shown.id).packet).toBe(10);
  });

  test('requests the selection; says which side must answer, which is stuck, and how long others took', async () => {
    expect(text()).toContain('broker owes PUBACK');
    expect(text()).toContain('1 out, 7 of 32 in');
    const meter = named(shown.box, '[role=meter]', 'Receive maximum, in');
    expect(meter.getAttribute('aria-valuetext')).toBe('7 of 32 used');
    expect(meter.getAttribute('aria-valuenow')).toBe('7');
    expect(meter.getAttribute('aria-valuemax')).toBe('32');
    expect(text()).not.toContain('1 waits for more than');
    const table = named(shown.box, 'table', 'Exchanges by latency');
    expect(table.textContent).toContain('< 1 ms2');
    expect(table.textContent).toContain('> 1 ms1');
    expect(text()).toContain('p952.236 s');
    await shown.click(named(shown.box, 'section li button', 'No. 10'));
    expect(selectionOf(shown.id).exchange).toBe(1);

    await shown.click(named(shown.box, 'input[type=radio]', 'With problems'));
    await type(named(shown.box, 'input', 'Packet id or topic'), '41');
    await shown.click(named(shown.box, 'input[type=radio]', 'QoS 2'));
    const after = named(shown.box, 'input[type=number]', 'Overdue after (s)');
    await type(after, '0');
    expect(after.getAttribute('aria-invalid')).toBe('true');
    await type(after, '2.5');
    await shown.until(() => text().includes('1 waits for more than 2.5 s'));
    expect(localStorage.getItem('mqttscope.stuckAfter')).toBe('2.5');
    expect(asked.findLast(({ exchanges }) => exchanges !== undefined)?.exchanges).toMatchObject({
      tail: true,
      show: 'problems',
      search: '41',
    });
    expect(asked.some(({ latency }) => latency?.kind === 'qos2')).toBe(true);
  });
});

describe('the head of the list, where everything is subscribed with QoS 0', () => {
  const HEAD = 'Everything is subscribed with QoS 0';
  const granted = (part: Partial<Extract<SubscriptionState, { kind: 'granted' }>> = {}) =>
    [
      { subscription: { ...UNTOUCHED }, state: { kind: 'granted', qos: 0, ...part } },
    ] as const satisfies readonly SubscriptionStatus[];
  let messages = 0;

  beforeEach(async () => {
    await shown.end();
    messages = 0;
    shown = await show(HandshakesView, (live) => {
      const real = live.window.bind(live);
      live.window = (request) => {
        const reply = answered(request, real({}));
        return { ...reply, counters: { ...reply.counters, messageExchanges: messages } };
      };
    });
    await shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
  });
  const tell = (subscriptions: readonly SubscriptionStatus[]) =>
    shown.run(() => shown.live.tell({ kind: 'subscriptions', subscriptions }));

  test('says that QoS 1 and 2 arrive as 0, and offers QoS 2 with its costs', async () => {
    await tell(granted());
    await shown.until(() => text().includes(HEAD));
    expect(text()).toContain('some 1,000 at once, and a message takes four packets');
    await shown.click(named(shown.box, 'button', 'Subscribe with QoS 2'));
    expect(shown.live.sent.at(-1)).toEqual({
      kind: 'subscribe-all',
      subscriptions: [{ ...plainSubscription('#', 2), retainHandling: 1 }],
    });
  });

  test('is absent with a higher QoS, before one is requested, and once there are exchanges', async () => {
    await tell(granted());
    await shown.until(() => text().includes(HEAD));
    await tell(granted({ raises: true }));
    expect(text()).not.toContain(HEAD);
    await tell(granted({ qos: 1 }));
    expect(text()).not.toContain(HEAD);
    await tell([]);
    expect(text()).not.toContain(HEAD);
    await tell(granted());
    expect(text()).toContain(HEAD);
    messages = 1;
    shown.live.receive(publishBytes('a', 'x'));
    await shown.until(() => !text().includes(HEAD));
  });

  test('offers nothing that the broker does not allow', async () => {
    await tell(granted());
    await shown.run(() =>
      shown.live.tell({ kind: 'state', state: { ...CONNECTED, maximumQoS: 0 } }),
    );
    await shown.until(() => text().includes('This broker allows no other QoS'));
    expect(text()).not.toContain('Subscribe with QoS');
  });
});
