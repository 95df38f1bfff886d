import { afterEach, beforeEach, expect, test } from 'vitest';
import { compileFilter } from '../../../../engine/filter/compile.ts';
import { publishBytes } from '../../../../engine/topics/messages.testkit.ts';
import { named, type } from '../../../kit/page/page.testkit.ts';
import { show as open, type Shown } from '../../../kit/rows/liveCapture.testkit.ts';
import { select, selectionOf } from '../../../session/connection/selection.ts';
import { addToFilter, filterOf } from '../../../session/filter/filters.ts';
import { useRecent } from '../../../session/filter/recent.ts';
import { setView } from '../../../session/view/tabView.ts';
import { PacketsView } from '../PacketsView.tsx';

let shown: Shown;
const show: typeof open = async (...args) => {
  const opened = await open(...args);
  await opened.run(() => setView(opened.id, { panel: 'packets' }));
  return opened;
};
beforeEach(() => useRecent.setState({ filters: [] }));
afterEach(() => shown.end());

const box = () => named(shown.box, 'input', 'Display filter');
const grid = () => named(shown.box, '[role=grid]', 'Packets');
const rows = () => [...shown.box.querySelectorAll('[role=row][data-index]')];
const numbers = () => rows().map((row) => row.querySelector('[role=gridcell]')?.textContent);
const count = () => grid().getAttribute('aria-rowcount');
const says = (text: string) => shown.box.textContent?.includes(text) === true;
const options = () => [...shown.box.querySelectorAll('[role=option]')];

/** Packets on `line/0` to `line/9`, one after the other. */
async function showPackets(packets: number): Promise<void> {
  shown = await show(PacketsView, (live) => {
    for (let n = 1; n <= packets; n += 1)
      live.receive(publishBytes(`line/${n % 10}`, `${n}`, { qos: 1, packetId: n }));
  });
  await shown.until(() => rows().length > 0);
}

test('the list shows matching packets, and new ones as they arrive', async () => {
  await showPackets(500);
  expect(named(shown.box, 'output', '500 packets shown').textContent).toBe('500');
  await type(box(), 'topic == "line/3"');
  await shown.until(() => count() === '51' && says('matched 50 of 500'));
  expect(named(shown.box, 'output', '50 packets shown').textContent).toBe('50');
  expect(numbers().at(-1)).toBe('493');
  expect(rows().at(-1)?.getAttribute('aria-rowindex')).toBe('51');
  await shown.run(() => {
    shown.live.receive(publishBytes('line/3', 'x'));
    shown.live.receive(publishBytes('line/4', 'x'));
  });
  await shown.until(() => numbers().at(-1) === '501' && count() === '52');
});

test('a half-typed filter leaves the list unchanged, and the strip names the filter in use', async () => {
  await showPackets(100);
  await type(box(), 'topic == "line/3"');
  await shown.press(box(), 'Enter');
  await shown.until(() => count() === '11');
  // A valid filter, which matches nothing.
  await type(box(), 'temp');
  expect(filterOf(shown.id).applied).toBe('topic == "line/3"');
  expect(says('last valid filter: topic == "line/3"')).toBe(true);
  await type(box(), 'temp > 70');
  await shown.until(() => says('There is no field temp.'));
  expect(says('last valid filter: topic == "line/3"')).toBe(true);
  expect(count()).toBe('11');
  // It is applied when typing pauses.
  await type(box(), 'topic == "line/4" or dup');
  await shown.until(() => filterOf(shown.id).applied === 'topic == "line/4" or dup');
});

test('Enter takes a completion and closes the list, which would cover the first matches', async () => {
  await showPackets(10);
  await shown.run(() => box().focus());
  await type(box(), 'type == publ');
  await shown.until(() => options().length > 0);
  await shown.press(box(), 'ArrowDown');
  await shown.press(box(), 'Enter');
  expect(filterOf(shown.id).applied).toBe('type == publish');
  await shown.until(() => says('matched 10 of 10'));
  expect(options()).toHaveLength(0);
});

test('an error keeps the last valid result, and shows its column and a suggestion', async () => {
  await showPackets(100);
  await type(box(), 'topic == "line/3"');
  await shown.until(() => count() === '11');
  await type(box(), 'topc == "line/4" or dup');
  expect(box().getAttribute('aria-invalid')).toBe('true');
  const described = document.getElementById(box().getAttribute('aria-describedby') ?? '');
  expect(described?.textContent).toContain('Column 1: There is no field topc.');
  expect(described?.textContent).toContain('last valid filter: topic == "line/3"');
  expect(count()).toBe('11');
  await shown.click(named(shown.box, 'button', 'Did you mean topic?'));
  expect(filterOf(shown.id).applied).toBe('topic == "line/4" or dup');
  expect(box().hasAttribute('aria-invalid')).toBe(false);
});

test('a fix in an error is set apart from the next sentence', async () => {
  await showPackets(10);
  await type(box(), 'payload.temp => 30');
  await shown.until(() => box().getAttribute('aria-invalid') === 'true');
  const described = document.getElementById(box().getAttribute('aria-describedby') ?? '');
  expect(described?.textContent).toMatch(/(?:[.] | · )The list (?:still shows|keeps)/);
});

test('completion moves from field to value; Escape closes it', async () => {
  await showPackets(10);
  await shown.run(() => box().focus());
  await type(box(), 'di');
  expect(options()[0]?.textContent).toContain('dir');
  await shown.press(box(), 'Tab');
  expect(filterOf(shown.id).text).toBe('dir ');
  await shown.press(box(), 'ArrowDown');
  expect(box().getAttribute('aria-activedescendant')).toBe(options()[0]?.id);
  await shown.press(box(), 'Enter');
  expect(filterOf(shown.id).text).toBe('dir == ');
  await shown.press(box(), 'Escape');
  expect(options()).toHaveLength(0);
  await type(box(), 'dir == in');
  await shown.press(box(), 'Enter');
  expect(useRecent.getState().filters).toEqual(['dir == in']);
});

test('a completion replaces the whole word at the cursor', async () => {
  await showPackets(10);
  const input = box();
  if (!(input instanceof HTMLInputElement)) throw new Error('It is an input.');
  await type(input, 'exch.state == open');
  input.setSelectionRange(2, 2);
  await shown.press(input, 'ArrowDown');
  await shown.press(input, 'ArrowDown');
  await shown.press(input, 'Enter');
  expect(filterOf(shown.id).text).toBe('exchange.state == open');
});

test('the selection survives; the keyboard moves among the rows, also out of sight', async () => {
  await showPackets(1000);
  await shown.run(() => select(shown.id, { packet: 503 }));
  await type(box(), 'topic == "line/3"');
  await shown.until(() => count() === '101');
  await shown.press(grid(), 'Home');
  await shown.until(() => selectionOf(shown.id).packet === 3);
  await shown.press(grid(), 'j');
  await shown.until(() => selectionOf(shown.id).packet === 13);
  await shown.run(() => select(shown.id, { packet: 503 }));
  await shown.until(() => numbers().includes('503'));
  await type(box(), 'topic == "line/3" or topic == "line/4"');
  await shown.until(() => numbers().includes('503') && numbers().includes('504'));
  await type(box(), 'line/9');
  await shown.until(() => count() === '101');
  expect(selectionOf(shown.id).packet).toBe(503);
  await type(box(), '');
  await shown.until(() => numbers().includes('503') && numbers().includes('502'));
});

test('the keyboard menu of the selected row adds to the filter', async () => {
  await showPackets(50);
  await shown.press(grid(), 'k');
  await shown.press(grid(), 'F10', { shiftKey: true });
  const pressAtFocus = (key: string) => shown.press(document.activeElement ?? shown.box, key);
  for (const key of ['End', 'ArrowRight', 'ArrowRight']) await pressAtFocus(key);
  const out = named(document.body, '[role=menuitem]', 'Filter out topic == "line/0"');
  expect(document.activeElement).toBe(out);
  await shown.click(out);
  expect(filterOf(shown.id).applied).toBe('not topic == "line/0"');
  await shown.until(() => count() === '46');
  await shown.run(() => addToFilter(shown.id, 'id == 7', 'for'));
  expect(filterOf(shown.id).applied).toBe('not topic == "line/0" and id == 7');
});

test('a filter still finds packets while paused, and later ones stay out', async () => {
  await showPackets(100);
  await type(box(), 'topic == "line/3"');
  await shown.until(() => count() === '11');
  await shown.click(named(shown.box, 'button', 'Pause'));
  await shown.run(() => {
    for (let n = 0; n < 20; n += 1) shown.live.receive(publishBytes('line/3', 'x'));
  });
  await shown.until(() => says('20 packets held'));
  expect(count()).toBe('11');
  expect(named(shown.box, 'output', '10 packets shown')).toBeDefined();
  await type(box(), 'topic == "line/4"');
  await shown.until(() => count() === '11' && numbers().includes('94'));
});

test('an empty result names the term at fault, and one button shows all again', async () => {
  await showPackets(30);
  await type(box(), 'topic == "line/3" and qos > 1 and (dir == in or dup)');
  await shown.until(() => says('No matching packets'));
  const terms = [...shown.box.querySelectorAll('li')].map(({ textContent }) => textContent);
  expect(terms).toEqual(['topic == "line/3"3Remove', 'qos > 10Remove', 'dir == in or dup30Remove']);
  await shown.click(named(shown.box, 'button', 'Remove qos > 1'));
  expect(filterOf(shown.id).text).toBe('topic == "line/3" and (dir == in or dup)');
  await shown.until(() => count() === '4');
  await type(box(), 'qos == 2');
  await shown.until(() => says('No matching packets'));
  await shown.click(named(shown.box, 'button', 'Show all packets'));
  await shown.until(() => count() === '31');
  expect(says('No matching packets')).toBe(false);
});

test('packets kept by an armed filter are before those still in the log', async () => {
  shown = await show(
    PacketsView,
    (live) => {
      live.capture.armed.arm(compileFilter('topic == "line/7"'), 1, 'keep');
      for (let n = 1; n <= 300; n += 1) live.receive(publishBytes(`line/${n}`, 'x'.repeat(20_000)));
    },
    4 << 20,
  );
  await shown.until(() => rows().length > 0 && says('older packets were discarded'));
  await shown.press(grid(), 'Home');
  await shown.until(
    () => numbers().slice(0, 3).join() === '6,7,8' && selectionOf(shown.id).packet === 6,
  );
  for (const _ of [1, 2, 3]) await shown.press(grid(), 'j');
  const oldest = Number(numbers()[3]);
  expect(oldest).toBeGreaterThan(50);
  expect(selectionOf(shown.id).packet).toBe(oldest);
  const listed = 300 - oldest + 1 + 3;
  expect(count()).toBe(`${listed + 1}`);
  expect(named(shown.box, 'output', `${listed} packets shown`)).toBeDefined();
  await type(box(), 'line/7');
  await shown.until(() => numbers()[0] === '7');
});
