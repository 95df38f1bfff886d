import { afterEach, expect, test } from 'vitest';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { useConnections } from '../../session/connections.ts';
import { emptyDraft } from '../../session/profiles/draft.ts';
import { ProfilesPane } from './ProfilesPane.tsx';

let shown: Shown | undefined;
afterEach(() => shown?.end());

test('a double click on the broker of the tab opens one connection', async () => {
  shown = await show(
    ({ connectionId }) => <ProfilesPane connectionId={connectionId} draft={emptyDraft('me')} />,
    () => undefined,
  );
  const { box, live, run } = shown;
  const tab = [...box.querySelectorAll('button')].find((one) =>
    one.textContent?.startsWith('This tab'),
  );
  const click = (detail: number) =>
    run(() =>
      tab?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail })),
    );
  await click(1);
  await click(2);
  expect(live.sent.filter(({ kind }) => kind === 'connect')).toHaveLength(1);
  expect(useConnections.getState().list).toHaveLength(1);
});
