import { afterEach, expect, test, vi } from 'vitest';
import { SETTINGS } from '../../../profiles/settings/settings.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { connect, connectionById, useConnection } from './connections.ts';

let shown: Shown;
afterEach(() => shown.end());

test('a component that shows a connection’s state is redrawn for it, but not for a ping', async () => {
  const drawn = vi.fn<() => void>();
  function Pane({ connectionId }: { readonly connectionId: string }) {
    drawn();
    return <p>{useConnection(connectionId, 'state')?.state.kind}</p>;
  }
  shown = await show(Pane, () => undefined);
  const before = drawn.mock.calls.length;
  for (let ms = 1; ms <= 5; ms += 1) await shown.run(() => shown.live.tell({ kind: 'ping', ms }));
  expect(drawn).toHaveBeenCalledTimes(before);
  await shown.run(() =>
    shown.live.tell({ kind: 'state', state: { kind: 'connecting', attempt: 1 } }),
  );
  expect(shown.box.textContent).toBe('connecting');
  expect(drawn.mock.calls.length).toBeGreaterThan(before);
});

test('a tab is connecting as soon as it is instructed to', async () => {
  shown = await show(
    () => null,
    () => undefined,
  );
  const state = () => connectionById(shown.id)?.state;
  await shown.run(() =>
    shown.live.tell({ kind: 'state', state: { kind: 'closed', failure: undefined } }),
  );
  await shown.run(() => connect(shown.id, SETTINGS));
  expect(state()).toEqual({ kind: 'connecting', attempt: 1 });
});
