import { afterEach, expect, test, vi } from 'vitest';
import { en } from '../../../i18n/en/texts.ts';
import { PUBACK, PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { detail, loss, RETRIED, row, step } from './exchange.testkit.ts';
import { exchangeLadder } from './exchangeLadder.ts';
import type { FarEnd } from './farEnd.ts';
import { Ladder } from './Ladder.tsx';
import { HEAD, ladderLayout, placesOf, ROWS_SHOWN, waitsOf } from './ladderLayout.ts';
import type { LadderModel } from './ladderModel.ts';

let shown: Shown | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  await shown?.end();
});

const ladderOf = (of: typeof RETRIED, far?: FarEnd): LadderModel =>
  exchangeLadder({ detail: of, texts: en, origin: 0, now: 0 }, far);

const published = detail({
  row: row({ qos: 1 }),
  steps: [step(10, 'out', PUBLISH, 0), step(11, 'in', PUBACK, 1)],
});

const traced = {
  connection: 1,
  packetId: 41,
  dup: false,
  reasonCode: undefined,
  fault: undefined,
} as const;
const sent = { ...traced, packet: 'publish', direction: 'in', time: 900 } as const;
const acked = { ...traced, packet: 'puback', direction: 'out', time: 900 } as const;
const FAR: FarEnd = {
  client: 'other',
  isPublisher: false,
  qos: 1,
  steps: [
    { ...sent, connection: 2, direction: 'out' },
    { ...acked, connection: 2, direction: 'in', time: 925 },
  ],
  own: [sent, acked],
  ends: 1,
};

async function draw(model: LadderModel, width: number, places?: number): Promise<HTMLElement> {
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(width);
  shown = await show(
    () => <Ladder {...model} places={places} />,
    () => undefined,
  );
  return shown.box;
}

test.each([
  ['not known yet', undefined, 2],
  ['known', FAR, 3],
] as const)('each line has a name while the other end is %s', async (_, far, lanes) => {
  const box = await draw(ladderOf(published, far), 460, 3);
  const names = [...box.querySelectorAll('text.font-semibold > title')];
  expect(names.map(({ textContent }) => textContent)).toEqual(
    ['mqttscope-7f3a', 'Broker', 'other'].slice(0, lanes),
  );
  expect(box.querySelectorAll('path.stroke-ctl')).toHaveLength(lanes);
});

test('times ascend in the column of each end, although their clocks differ', () => {
  const { rows } = ladderOf(published, FAR);
  const times = (side: 'left' | 'right') =>
    rows.flatMap((each) =>
      each.kind === 'arrow' && each.time?.side === side ? each.time.text.replace(/.*:/, '') : [],
    );
  expect(times('left')).toEqual(['00.000', '+1.0 ms']);
  expect(times('right')).toEqual(['at once', '+25.0 ms']);
});

test.each([300, 448, 900])(
  'the cause of a lost connection is never cut at %i px',
  async (width) => {
    const disconnect = { packet: 12, direction: 'in', code: 0x8b } as const;
    const lost = { ...RETRIED, losses: [{ ...loss, disconnect }] };
    const box = await draw(ladderOf(lost), width);
    const lines = [...box.querySelectorAll('.fill-warn.font-semibold tspan')];
    expect(lines.map(({ textContent }) => textContent).join(' ')).toBe(
      'Connection closed · DISCONNECT from the broker, 0x8B Server shutting down',
    );
  },
);

test('what a rule did to a packet stands whole below its cross, whatever the width', async () => {
  const faults = [{ rule: 'the rule with a name longer than its lane', action: 'cut' }] as const;
  const about = { time: 0, packet: 2, packetType: PUBACK, direction: 'in', faults } as const;
  const treated = [{ ...about, withheld: true }];
  const steps = [step(1, 'out', PUBLISH, 1)];
  const cut = detail({ steps, treated, row: row({ qos: 1, state: 'abandoned' }) });
  for (const width of [280, 460]) {
    const box = await draw(ladderOf(cut, { ...FAR, own: [sent] }), width);
    const arrow = box.querySelector('[data-step="2"]') ?? box;
    expect(arrow.querySelector('path.stroke-warn')).not.toBeNull();
    const lines = [...arrow.querySelectorAll('.fill-warn')].map(({ textContent }) => textContent);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join(' ')).toBe('the rule with a name longer than its lane: cut');
    await shown?.end();
  }
});

test('rows are stacked, and a bar marks where the client waits', () => {
  const layout = ladderLayout(ladderOf(RETRIED).rows, placesOf(460, 2, false));
  const { placed, height } = layout;
  expect(placed[0]?.top).toBe(HEAD);
  const ends = placed.map(({ top, height: own }) => top + own);
  expect(placed.slice(1).map(({ top }) => top)).toEqual(ends.slice(0, -1));
  const waits = waitsOf(layout);
  expect(waits).toHaveLength(3);
  // The first ends with the connection.
  expect(waits[0]?.bottom).toBe(placed.find(({ row: { kind } }) => kind === 'band')?.top);
  expect(height).toBeGreaterThan(placed.at(-1)?.top ?? 0);
});

test('an endless exchange is cut, and says how many steps are left out', async () => {
  const steps = Array.from({ length: 500 }, (_, at) => step(at + 1, 'out', PUBLISH, at));
  const endless = ladderOf(detail({ steps, losses: [loss] }));
  expect(ladderLayout(endless.rows, placesOf(460, 2, false)).placed).toHaveLength(ROWS_SHOWN);
  const box = await draw(endless, 460);
  expect(box.textContent).toMatch(/\d+ more steps are not shown/);
});
