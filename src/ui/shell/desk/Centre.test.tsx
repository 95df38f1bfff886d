import { afterEach, expect, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { named } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { type PanelId, setView, viewOf } from '../../session/view/tabView.ts';
import { Centre } from './Centre.tsx';

const Wide = (props: { connectionId: string }) => <Centre {...props} isNarrow={false} />;

let shown: Shown;
afterEach(() => shown.end());

const OF_CAPTURE: readonly PanelId[] = ['packets', 'requests', 'topic', 'problems', 'streams'];

test('each paused view says so, and resumes from there', async () => {
  shown = await show(Wide, (live) => live.receive(publishBytes('a', 'x')));
  const { box, id, run, click } = shown;
  const says = () => box.textContent?.includes('Paused: views frozen, still recording.') === true;
  for (const panel of OF_CAPTURE) {
    await run(() => setView(id, { panel, paused: true, pausedAt: 0 }));
    await shown.until(says);
    await click(named(box, 'button', 'Resume'));
    expect(viewOf(id).paused).toBe(false);
    await shown.until(() => !says());
  }
});
