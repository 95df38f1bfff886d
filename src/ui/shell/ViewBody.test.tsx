import { afterEach, expect, test, vi } from 'vitest';
import { type Shown, show } from '../kit/rows/liveCapture.testkit.ts';
import { setView, useView } from '../session/tabView.ts';
import { ViewBody } from './ViewBody.tsx';
import { VIEWS } from './views.ts';

let shown: Shown;
afterEach(() => shown.end());

function Shell({ connectionId }: { readonly connectionId: string }) {
  const { centre } = useView(connectionId);
  return (
    <>
      <h1>Around it</h1>
      <ViewBody connectionId={connectionId} view={centre} />
    </>
  );
}

test('a view that fails says so in its own place, and the next one is shown', async () => {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  const broker = VIEWS.find(({ id }) => id === 'broker');
  if (broker === undefined) throw new Error('no such view');
  vi.spyOn(broker, 'Body').mockImplementation(() => {
    throw new Error('Too much of it');
  });
  shown = await show(Shell, () => undefined);
  await shown.run(() => setView(shown.id, { centre: 'broker' }));
  expect(shown.box.textContent).toMatch(/^Around itThis view failed.*Too much of it/);
  await shown.run(() => setView(shown.id, { centre: 'streams' }));
  expect(shown.box.textContent).not.toContain('This view failed');
});
