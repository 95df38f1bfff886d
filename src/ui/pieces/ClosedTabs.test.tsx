// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';
import '../kit/language/bothLanguages.testkit.ts';
import '../kit/overlays/dialogs.testkit.ts';
import { type Shown, show } from '../kit/rows/liveCapture.testkit.ts';
import { useKeptPackets } from '../session/captures/keptPackets.ts';
import { ClosedTabs } from './ClosedTabs.tsx';

const removed = vi.hoisted(() => [] as string[]);
vi.mock('../../connection/keeping/keptFolder.ts', () => ({
  removeClosed: async (id: string) => removed.push(id),
}));

let shown: Shown;

afterEach(async () => {
  await shown.end();
  removed.length = 0;
});

const tabOf = (id: string) => ({ id, server: `${id}:1883`, at: 0, packets: 2 });

const buttons = () => Array.from(shown.box.querySelectorAll('button'));
const press = async (text: string) => {
  const [button] = buttons().filter(({ textContent }) => textContent === text);
  if (button === undefined) throw new Error(`no button ${text}`);
  await shown.click(button);
};

test('says when the packets of closed tabs are deleted, and deletes one or all with one click', async () => {
  useKeptPackets.setState({ closed: ['one', 'two', 'three'].map(tabOf) });
  shown = await show(ClosedTabs, () => undefined);
  expect(shown.box.textContent).toContain('Deleted at the next visit after a day');
  await press('Delete now');
  await shown.until(() => removed.length === 1);
  expect(removed).toEqual(['one']);
  await press('Delete all now');
  await shown.until(() => removed.length === 3);
  expect(removed).toEqual(['one', 'two', 'three']);
  expect(useKeptPackets.getState().closed).toEqual([]);
});

test('offers to delete all only if there are several', async () => {
  useKeptPackets.setState({ closed: [tabOf('one')] });
  shown = await show(ClosedTabs, () => undefined);
  const texts = buttons().map(({ textContent }) => textContent);
  expect(texts).toEqual(['Open', 'Delete now']);
});
