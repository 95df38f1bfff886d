import { afterEach, expect, test, vi } from 'vitest';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { renameConnection } from '../../session/connection/connections.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { closeConnection, openConnection } from '../../session/connectionTabs.ts';
import { ConnectionTabs } from './ConnectionTabs.tsx';

let shown: Shown;
afterEach(() => shown.end());

const tabs = () => [...shown.box.querySelectorAll('[role=tab]')];
/** Displayed text and accessible text of a tab. */
const drawn = (tab: Element | undefined) =>
  [...(tab?.querySelectorAll(':scope > b, :scope > span') ?? [])]
    .filter((part) => part.textContent !== '' && !part.classList.contains('sr-only'))
    .map((part) => part.textContent);

test('narrow tabs keep their names and drop the words of their states: the dots remain', async () => {
  shown = await show(
    () => <ConnectionTabs room={500} />,
    () => undefined,
  );
  const { run, live } = shown;
  await run(() => live.tell({ kind: 'state', state: CONNECTED }));
  const [name = ''] = drawn(tabs()[0]);
  expect(drawn(tabs()[0])).toEqual([name, expect.stringContaining('connected')]);
  const others: string[] = [];
  await run(() => {
    for (let n = 0; n < 3; n += 1) others.push(openConnection());
  });
  expect(tabs()).toHaveLength(4);
  expect(drawn(tabs()[0])).toEqual([name]);
  expect(tabs()[0]?.textContent).toContain('connected');
  await run(() => {
    for (const id of others) closeConnection(id);
  });
});

test('the dot of a connection whose worker does not answer is not that of a connected one', async () => {
  shown = await show(
    () => <ConnectionTabs room={500} />,
    () => undefined,
  );
  const { run, live } = shown;
  const isConnected = () => tabs()[0]?.querySelector('.bg-ok') !== null;
  await run(() => live.tell({ kind: 'state', state: CONNECTED }));
  expect(isConnected()).toBe(true);
  await run(() => live.tell({ kind: 'silence', silence: { since: 0 } }));
  expect(isConnected()).toBe(false);
  await run(() => live.tell({ kind: 'silence', silence: undefined }));
  expect(isConnected()).toBe(true);
});

test('the front tab drops the ping before the words of its state', async () => {
  shown = await show(
    () => <ConnectionTabs room={260} />,
    () => undefined,
  );
  const { run, live } = shown;
  await run(() => live.tell({ kind: 'state', state: CONNECTED }));
  await run(() => live.tell({ kind: 'ping', ms: 12 }));
  const [, words] = drawn(tabs()[0]);
  expect(words).toMatch(/^connected/);
  expect(words).not.toContain('ping');
});

/** Width as a browser would measure it with 8 px per character, and 14 px per Chinese one. */
function widthOf(this: HTMLElement): number {
  const characters = Array.from(this.textContent ?? '');
  return characters.reduce((sum, one) => sum + (one > '\u2e80' ? 14 : 8), 0);
}

test('long names leave no room for extra words, short ones do', async () => {
  const measured = vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get');
  measured.mockImplementation(widthOf);
  shown = await show(
    () => <ConnectionTabs room={588} />,
    () => undefined,
  );
  const { run } = shown;
  const front = () => tabs().find((tab) => tab.getAttribute('aria-selected') === 'true');
  const others: string[] = [];
  await run(() => {
    for (const name of ['a', 'b']) others.push(openConnection(name));
  });
  expect(drawn(front())).toHaveLength(2);
  await run(() => {
    for (const [at, id] of others.entries()) renameConnection(id, `${at} broker with a long name`);
  });
  expect(drawn(front())).toEqual(['1 broker with a long name']);
  // Characters of other scripts are wider. In mixed text, each character counts by its own script.
  for (const [names, parts] of [
    [['line1', 'line2'], 2],
    [['生产线一号', '生产线二号'], 1],
    [['线1ab', '线2ab'], 2],
  ] as const) {
    await run(() => {
      for (const [at, id] of others.entries()) renameConnection(id, names[at] ?? '');
    });
    expect(drawn(front())).toHaveLength(parts);
  }
  await run(() => {
    for (const id of others) closeConnection(id);
  });
  measured.mockRestore();
});

test('the front tab is scrolled into view when the list of all tabs takes room', async () => {
  const resized: (() => void)[] = [];
  class Resizes {
    constructor(told: () => void) {
      resized.push(told);
    }
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  }
  const scroll = vi.spyOn(Element.prototype, 'scrollIntoView').mockReturnValue();
  shown = await show(
    () => <ConnectionTabs room={500} />,
    () => vi.stubGlobal('ResizeObserver', Resizes),
  );
  scroll.mockClear();
  await shown.run(() => {
    for (const told of resized) told();
  });
  const front = tabs().find((tab) => tab.getAttribute('aria-selected') === 'true');
  expect(front).toBeDefined();
  expect(scroll.mock.contexts.at(-1)).toBe(front);
  scroll.mockRestore();
  vi.unstubAllGlobals();
});
