/** Recently used connections and files, with the broker's name for itself and the packet count of a file. */
import { afterEach, expect, test } from 'vitest';
import type { OpeningProgress } from '../../connection/files/fileProtocol.ts';
import type { SubscriptionStatus } from '../../connection/protocol/protocol.ts';
import { publishBytes } from '../../engine/topics/messages.testkit.ts';
import { type Shown, show } from '../kit/rows/liveCapture.testkit.ts';
import { openFile } from '../session/captures/fileTabs.ts';
import { connect } from '../session/connection/connections.ts';
import { CONNECTED } from '../session/connection/handle.testkit.ts';
import { emptyDraft } from '../session/profiles/draft.ts';
import { noteUsed, setDraft } from '../session/profiles/drafts.ts';
import { useKeptRecent } from '../session/recent/place.ts';
import { noteUse } from '../session/recent/recent.ts';
import { Recent } from './Recent.tsx';

const BROKER = 'ws://10.4.3.20:9001/mqtt';
const SYS: SubscriptionStatus = {
  subscription: {
    filter: '$SYS/#',
    qos: 0,
    noLocal: false,
    retainAsPublished: false,
    retainHandling: 0,
  },
  state: { kind: 'granted', qos: 0 },
};

let shown: Shown | undefined;
let stop: (() => void) | undefined;
afterEach(async () => {
  stop?.();
  await shown?.end();
  localStorage.clear();
  useKeptRecent.setState({ text: undefined });
});

test('a broker is listed by address, and by name once known', async () => {
  shown = await show(Recent, (live) => {
    live.receive(publishBytes('$SYS/broker/uptime', '12 seconds'));
    live.receive(publishBytes('$SYS/broker/version', 'mosquitto version 2.0.21'));
  });
  const { id, live, run, box, until } = shown;
  stop = noteUse();
  await run(() => {
    setDraft(id, { ...emptyDraft('me'), url: BROKER });
    noteUsed(id);
    connect(id, {
      url: BROKER,
      version: 5,
      clientId: 'me',
      signIn: { kind: 'password', userName: '', password: '' },
      cleanStart: true,
      keepAlive: 60,
      sessionExpiry: 0,
      will: undefined,
      subscriptions: [],
    });
    live.tell({ kind: 'state', state: CONNECTED });
  });
  expect(box.textContent).toContain('10.4.3.20');
  expect(box.textContent).toContain('unknown broker');
  await run(() => live.tell({ kind: 'subscriptions', subscriptions: [SYS] }));
  await until(() => box.textContent?.includes('mosquitto 2.0.21') === true);
  expect(box.textContent).not.toContain('unknown broker');
});

test('a file is listed with its packets, even as the first one, but not if unreadable', async () => {
  shown = await show(Recent, () => undefined);
  const { live, run, box } = shown;
  const progress = (packets: number, state: OpeningProgress['state']): void =>
    live.tell({
      kind: 'opening',
      progress: { read: 1, size: 1, packets, notes: [], noteCount: 0, state },
    });
  await run(() => {
    openFile(new File(['x'], 'empty.pcap'));
    progress(0, { kind: 'done' });
    openFile(new File(['x'], 'night.pcapng'));
    progress(1200, { kind: 'reading' });
    stop = noteUse();
  });
  expect(box.textContent).toContain('night.pcapng');
  expect(box.textContent).not.toContain('empty.pcap');
  expect(box.textContent).not.toContain('1,200');
  await run(() => progress(184_000, { kind: 'done' }));
  expect(box.textContent).toContain('184,000');
});
