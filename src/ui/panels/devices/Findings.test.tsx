import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EdgeNode, TEMP } from '../../../conventions/sparkplug/edgeNode.testkit.ts';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { selectionOf } from '../../session/connection/selection.ts';
import { filterOf } from '../../session/filter/filters.ts';
import { placeOf } from '../../session/problems/place.ts';
import { setLayout } from '../../session/view/layout.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { DevicesView } from './DevicesView.tsx';

let shown: Shown;
// The list is in the panel, not in the pane beside it.
beforeEach(() => setLayout({ topicsCollapsed: true }));
afterEach(() => shown.end());

const BIRTH = 'spBv1.0/plant/NBIRTH/press';
const DATA = 'spBv1.0/plant/NDATA/press';

const found = () => [...shown.box.querySelectorAll('[aria-label=Findings] li')];
const button = (box: Element | undefined, text: string) =>
  [...(box?.querySelectorAll('button') ?? [])].find(({ textContent }) =>
    textContent?.includes(text),
  ) ?? shown.box;

test('a device’s problem names its statement, with links to packets, packet and rule', async () => {
  const node = new EdgeNode();
  shown = await show(DevicesView, (live) => {
    // Before the device is known.
    live.receive(publishBytes(BIRTH, node.nbirth([{ ...TEMP, timestamp: undefined }])));
    node.seq += 1;
    live.receive(publishBytes(DATA, node.data([TEMP])));
    for (let count = 0; count < 5; count += 1) {
      live.receive(publishBytes(DATA, node.data([{ ...TEMP, timestamp: undefined }])));
    }
  });
  const device = () =>
    [...shown.box.querySelectorAll('[aria-label=Devices] [data-index]')].find((row) =>
      row.textContent?.includes('press'),
    );
  await shown.until(() => device() !== undefined);
  await shown.click(device() ?? shown.box);
  await shown.until(() => found().length === 5);
  expect(found()[0]?.textContent).toMatch(
    /^Error.*"Temp".*tck-id-payloads-name-birth-data-requirement.*packet 7$/,
  );
  await shown.click(button(found()[0], 'tck-id-'));
  expect(filterOf(shown.id).text).toBe('problem == "tck-id-payloads-name-birth-data-requirement"');
  expect(viewOf(shown.id).panel).toBe('packets');
  await shown.click(button(found()[0], 'packet 7'));
  expect(selectionOf(shown.id).packet).toBe(7);
  await shown.click(button(found()[0], '"Temp"'));
  expect([placeOf(shown.id).open, viewOf(shown.id).panel]).toEqual([
    'sparkplug-timestamp',
    'problems',
  ]);
  expect(shown.box.textContent).toContain('7 in all');
});

test('two findings of one rule in one message are listed side by side', async () => {
  const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const node = new EdgeNode();
  const timeless = { timestamp: undefined };
  shown = await show(DevicesView, (live) => {
    live.receive(publishBytes(BIRTH, node.nbirth([{ ...TEMP, ...timeless }], timeless)));
  });
  const device = () =>
    [...shown.box.querySelectorAll('[aria-label=Devices] [data-index]')].find((row) =>
      row.textContent?.includes('press'),
    );
  await shown.until(() => device() !== undefined);
  await shown.click(device() ?? shown.box);
  await shown.until(() => found().length >= 2);
  expect(found().map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('metric "Temp" has no timestamp.'),
    expect.stringContaining('NBIRTH has no timestamp.'),
  ]);
  expect(complaints.mock.calls.map(String).filter((call) => call.includes('same key'))).toEqual([]);
  complaints.mockRestore();
});
