/** A file's tab after a reload. */
import { afterEach, expect, test } from 'vitest';
import { settingsWith } from '../../../profiles/settings/settings.testkit.ts';
import { named } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { noteConnecting, noteRestored } from '../../session/connection/restoredTabs.ts';
import { NotOpened } from './NotOpened.tsx';

let shown: Shown | undefined;
afterEach(() => shown?.end());

test('the connections restored with it can be connected from there, too', async () => {
  const file = {
    name: 'a.pcapng',
    read: 0,
    size: 1,
    packets: 0,
    notes: [],
    noteCount: 0,
    state: { kind: 'not-opened' },
  } as const;
  shown = await show(
    ({ connectionId }) => <NotOpened connectionId={connectionId} file={file} />,
    () => undefined,
  );
  const { box, id, live, click, run } = shown;
  expect(box.textContent).not.toContain('Connect all');
  await run(() => {
    connect(id, settingsWith({ url: 'ws://127.0.0.1:1883/mqtt' }));
    live.tell({ kind: 'state', state: { kind: 'closed', failure: undefined } });
    noteRestored(id, { lacksSecret: false });
  });
  expect(box.textContent).toContain('1 connection was open.');
  const before = live.sent.length;
  await click(named(box, 'button', 'Connect all'));
  expect(live.sent.slice(before)).toMatchObject([{ kind: 'connect' }]);
  await run(() => noteConnecting(id));
  expect(box.textContent).not.toContain('Connect all');
});
