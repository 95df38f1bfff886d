import { afterEach, expect, test } from 'vitest';
import { UNTOUCHED } from '../../../profiles/settings/plainSubscription.ts';
import { named } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { detail } from './exchange.testkit.ts';
import { LadderPane } from './LadderPane.tsx';

function Pane({ connectionId }: { connectionId: string }) {
  // Counters come with each answer.
  useWindowPart(connectionId, 'packets', { first: 0, count: 1, tail: true });
  return <LadderPane connectionId={connectionId} detail={detail()} onShowWords={() => undefined} />;
}

let shown: Shown | undefined;
afterEach(() => shown?.end());

test('the head of Exchange says that QoS 1 and 2 arrive as 0, with the QoS that shows exchanges', async () => {
  shown = await show(Pane, () => undefined);
  const { box, live, run, click, until } = shown;
  await run(() => live.tell({ kind: 'state', state: { ...CONNECTED, maximumQoS: 1 } }));
  const subscriptions = [{ subscription: UNTOUCHED, state: { kind: 'granted', qos: 0 } }] as const;
  await run(() => live.tell({ kind: 'subscriptions', subscriptions }));
  await until(() => box.textContent?.includes('Everything is subscribed with QoS 0') === true);
  await click(named(box, 'button', 'Subscribe with QoS 1'));
  expect(live.sent.at(-1)).toMatchObject({
    kind: 'subscribe-all',
    subscriptions: [{ filter: '#', qos: 1, retainHandling: 1 }],
  });
});
