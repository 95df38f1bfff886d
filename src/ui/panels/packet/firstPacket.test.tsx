import { afterEach, expect, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { Loading } from '../../kit/language/loading.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { selectionOf } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { detailPane } from './PacketDetailPane.tsx';
import { ShownPacket } from './ShownPacket.tsx';

let shown: Shown;
afterEach(() => shown.end());

test('the newest message is selected though what shows it comes after the last one', async () => {
  const shownPacket = new Loading(async () => ShownPacket);
  const Pane = detailPane(shownPacket);
  function ListAndPane({ connectionId }: { connectionId: string }) {
    const rows = useWindowPart(connectionId, 'packets', { first: 0, count: 10 })?.rows ?? [];
    return (
      <>
        <p>{`rows ${rows.length}`}</p>
        <Pane connectionId={connectionId} />
      </>
    );
  }
  shown = await show(ListAndPane, (live) => {
    live.receive(publishBytes('press/state', 'run', { retain: true }));
    live.receive(publishBytes('press/mode', 'auto', { retain: true }));
  });
  const { box, id, until, run } = shown;
  await until(() => box.querySelector('p')?.textContent === 'rows 2');
  expect(selectionOf(id).packet).toBeUndefined();
  await run(() => void shownPacket.load());
  await until(() => selectionOf(id).packet === 2);
});
