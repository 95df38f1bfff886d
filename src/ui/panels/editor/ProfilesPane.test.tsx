import { afterEach, expect, test } from 'vitest';
import { settingsWith } from '../../../profiles/settings/settings.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { useConnections } from '../../session/connection/connections.ts';
import { draftFor } from '../../session/profiles/drafts.ts';
import { useProfiles } from '../../session/storage.ts';
import { ProfilesPane } from './ProfilesPane.tsx';

let shown: Shown | undefined;
afterEach(() => shown?.end());

test('a double click on the broker of the tab opens one connection', async () => {
  shown = await show(ProfilesPane, () => undefined);
  const { box, live, run } = shown;
  const tab = [...box.querySelectorAll('button')].find((one) =>
    one.textContent?.startsWith('Broker in this tab'),
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

test('a click opens a profile, a double click connects it', async () => {
  const settings = settingsWith({
    url: 'ws://127.0.0.1:9001/mqtt',
    clientId: 'own',
    signIn: { kind: 'password', userName: 'ann', password: '' },
  });
  useProfiles.setState({ items: [{ id: 'p', name: 'Press 7', settings }], failure: undefined });
  shown = await show(ProfilesPane, () => undefined);
  const { box, id, live, run, until } = shown;
  const row = () =>
    [...box.querySelectorAll('aside button')].find((one) => one.textContent?.includes('Press 7'));
  const click = (detail: number) =>
    run(() => row()?.dispatchEvent(new MouseEvent('click', { bubbles: true, detail })));
  await until(() => row() !== undefined);
  // The address appears below the name.
  expect(row()?.textContent).toMatch(/^Press 7127\.0\.0\.1 · ws · MQTT/);
  await click(1);
  expect(draftFor(id).userName).toBe('ann');
  expect(live.sent).toEqual([]);
  await click(2);
  await until(() => live.sent.length > 0);
  expect(live.sent).toMatchObject([{ kind: 'connect', settings: { clientId: 'own' } }]);
  await run(() => useProfiles.setState({ items: [], failure: undefined }));
});
