import { afterEach, expect, test } from 'vitest';
import { PUBACK, PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { Diagram } from './Diagram.tsx';
import { detail, row, step } from './exchange.testkit.ts';
import type { Lane } from './farEnd.ts';
import { useLadderDrawing } from './useLadderDrawing.ts';

let shown: Shown;
afterEach(() => shown.end());

const published = detail({
  row: row({ qos: 1 }),
  steps: [step(10, 'out', PUBLISH, 0), step(11, 'in', PUBACK, 1)],
});

function Drawn({ connectionId, lane }: { readonly connectionId: string; readonly lane: Lane }) {
  const drawing = useLadderDrawing(connectionId, published, lane.end);
  return <Diagram {...drawing} lane={lane} selected={undefined} onPacket={() => undefined} />;
}

const END: NonNullable<Lane['end']> = {
  client: 'other',
  isPublisher: false,
  qos: 1,
  steps: [],
  own: [],
  ends: 1,
};

test.each([
  ['not known yet', undefined, 2],
  ['known', END, 3],
  ['without an identifier', { ...END, client: '' }, 3],
] as const)('each line has a name while the other end is %s', async (_, end, lanes) => {
  const Ladder = ({ connectionId }: { readonly connectionId: string }) => (
    <Drawn connectionId={connectionId} lane={{ end }} />
  );
  shown = await show(Ladder, () => undefined);
  const { box, until } = shown;
  const names = () => [...box.querySelectorAll('text.font-semibold > title')];
  await until(() => names().length > 0);
  expect(names().map((name) => name.textContent)).not.toContain('');
  const lines = box.querySelector('path.stroke-ctl')?.getAttribute('d')?.match(/M/g);
  expect([names().length, lines?.length]).toEqual([lanes, lanes]);
});
