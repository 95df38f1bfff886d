import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WindowReply, WindowRequest } from '../../../../engine/window/window.ts';
import { PUBACK } from '../../../../mqtt/tables/typeNumbers.ts';
import { named, type } from '../../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../../kit/rows/liveCapture.testkit.ts';
import { row } from '../../../pieces/ladder/exchange.testkit.ts';
import { selectionOf } from '../../../session/connection/selection.ts';
import { filterOf } from '../../../session/filter/filters.ts';
import { openInFlight } from '../../../session/handshakes/openInFlight.ts';
import { viewOf } from '../../../session/view/tabView.ts';
import { ExchangeStrip } from './ExchangeStrip.tsx';

const OPEN = row({ exchange: 2, packet: 30, qos: 1, state: 'open', latency: undefined });

let shown: Shown;
let asked: WindowRequest[] = [];

/** Answers as the engine would. */
function answered(request: WindowRequest, reply: WindowReply): WindowReply {
  asked.push(request);
  const { inFlight, latency } = request;
  const stuck = inFlight !== undefined && inFlight.stuckAfter < 4_000_000;
  return {
    ...reply,
    now: 5_000_000,
    ...(inFlight && {
      inFlight: {
        total: 1,
        stuck: Number(stuck),
        rows: [{ row: OPEN, owedBy: 'in', awaited: [PUBACK], since: 1_000_000, stuck }],
        gauges: { out: { used: 1, maximum: 65_535 }, in: { used: 7, maximum: 32 } },
      },
    }),
    ...(latency && {
      latency: {
        of: latency,
        count: 3,
        buckets: [
          { upTo: 1000, count: 2 },
          { upTo: 2000, count: 0 },
          { upTo: undefined, count: 1 },
        ],
        median: 900,
        p95: 2_236_789,
        max: 2_236_789,
      },
    }),
  };
}

const text = () => shown.box.textContent ?? '';
const part = (words: string) =>
  [...shown.box.querySelectorAll('button')].find(({ textContent }) => textContent === words) ??
  shown.box;
const filtered = () => filterOf(shown.id).applied;

beforeEach(async () => {
  localStorage.clear();
  asked = [];
  shown = await show(ExchangeStrip, (live) => {
    const real = live.window.bind(live);
    live.window = (request) => answered(request, real({}));
  });
  await shown.until(() => text().includes('p95'));
});
afterEach(() => shown.end());

test('says how many messages are in flight, how long the oldest waits for which side, and how long others took', () => {
  expect(text()).toBe(
    'in flight1 out7 of 32 inlongest4.0 s: broker owes PUBACKmedian0.9 msp952.237 s',
  );
  // The list of owed packets is not requested before the strip opens.
  expect(asked.every(({ inFlight }) => (inFlight?.count ?? 1) === 1)).toBe(true);
});

test('its parts set the display filter', async () => {
  const { click, until } = shown;
  await click(part('7 of 32 in'));
  await until(() => filtered() === 'exchange.state == open and type == publish and dir == in');
  await click(part('p952.237 s'));
  await until(() => filtered() === 'exchange.latency >= 2.23s');
  await click(part('longest4.0 s: broker owes PUBACK'));
  await until(() => filtered() === 'exchange.state == open');
  expect(selectionOf(shown.id).packet).toBe(30);
  expect(viewOf(shown.id)).toMatchObject({ panel: 'packets', following: false });
});

test('opened, it has the owed packets, the limit for overdue and the histogram', async () => {
  const { box, click, until, id, run } = shown;
  expect(box.querySelector('table')).toBeNull();
  await run(() => openInFlight(id));
  await until(() => box.querySelector('table') !== null);
  expect(named(box, 'ul', 'Exchanges in flight').textContent).toContain(
    'No. 30outbroker owes PUBACKfor 4.0 s',
  );
  const table = named(box, 'table', 'Exchanges by latency');
  expect(table.textContent).toContain('< 1 ms2');
  expect(table.textContent).toContain('> 2 ms1');
  await click(part('< 1 ms'));
  await until(() => filtered() === 'exchange.latency < 1ms');
  // Empty bars have no filter.
  expect(part('1–2 ms')).toBe(box);
  await click(named(box, 'input[type=radio]', 'QoS 2'));
  await until(() => asked.some(({ latency }) => latency?.kind === 'qos2'));
  await click(part('> 2 ms'));
  await until(() => filtered() === 'exchange.latency >= 2ms and qos == 2');
  await click(part('No. 30'));
  expect(selectionOf(id).packet).toBe(30);

  const after = named(box, 'input[type=number]', 'Overdue after (s)');
  expect(text()).not.toContain('overdue');
  await type(after, '0');
  expect(after.getAttribute('aria-invalid')).toBe('true');
  await type(after, '2.5');
  await until(() => text().includes('1 waits for more than 2.5 s'));
  expect(localStorage.getItem('mqttscope.stuckAfter')).toBe('2.5');
});
