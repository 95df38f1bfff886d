import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  SubscriptionState,
  SubscriptionStatus,
} from '../../../connection/protocol/protocol.ts';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { plainSubscription, UNTOUCHED } from '../../../profiles/settings/plainSubscription.ts';
import { named } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { AllAtMostOnce } from './AllAtMostOnce.tsx';
import { Explanation } from './Explanation.tsx';
import { RETRIED } from './exchange.testkit.ts';
import { LadderPane } from './LadderPane.tsx';

function Pane({ connectionId }: { connectionId: string }) {
  // Counters come with each answer.
  useWindowPart(connectionId, 'packets', { first: 0, count: 1, tail: true });
  return (
    <>
      <AllAtMostOnce connectionId={connectionId} />
      <LadderPane connectionId={connectionId} detail={RETRIED} onShowWords={() => undefined} />
      <Explanation connectionId={connectionId} detail={RETRIED} />
    </>
  );
}

let shown: Shown;
const text = () => shown.box.textContent ?? '';
afterEach(() => shown.end());

test('shows an exchange as a ladder and in words', async () => {
  shown = await show(Pane, () => undefined);
  // The first answer has the time of the origin.
  await shown.until(() => text().includes('12:00:00.180'));
  const steps = [...shown.box.querySelectorAll('ol[aria-labelledby] > li')];
  expect(steps).toHaveLength(14);
  expect(steps[5]?.textContent).toContain(
    'Session present: unacknowledged packets are sent again, offline for 2.187 s · No. 20 12:00:02.391',
  );
  // They are told once.
  expect(shown.box.querySelectorAll('ol')).toHaveLength(1);
  const drawing = [...shown.box.querySelectorAll('svg[aria-hidden=true]')].map(
    (svg) => svg.textContent,
  );
  expect(drawing.join(' ')).toContain('CONNECT clean start 0 → session present 1');
  expect(named(shown.box, '[role=note]', 'Verdict').textContent).toBe(
    'Conforms as seen here: complete after one packet was sent again.',
  );
  await shown.click(named(shown.box, 'button', 'MQTT-4.4.0-1'));
  expect(text()).toContain('both sides send again what is unacknowledged');
});

describe('the note where everything is subscribed with QoS 0', () => {
  const HEAD = 'Everything is subscribed with QoS 0';
  const granted = (part: Partial<Extract<SubscriptionState, { kind: 'granted' }>> = {}) =>
    [
      { subscription: { ...UNTOUCHED }, state: { kind: 'granted', qos: 0, ...part } },
    ] as const satisfies readonly SubscriptionStatus[];
  let messages = 0;

  beforeEach(async () => {
    messages = 0;
    shown = await show(Pane, (live) => {
      const real = live.window.bind(live);
      live.window = (request) => {
        const reply = real(request);
        return { ...reply, counters: { ...reply.counters, messageExchanges: messages } };
      };
    });
    await shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
  });
  const tell = (subscriptions: readonly SubscriptionStatus[]) =>
    shown.run(() => shown.live.tell({ kind: 'subscriptions', subscriptions }));

  test('says that QoS 1 and 2 arrive as 0, and offers QoS 2 with its costs', async () => {
    await tell(granted());
    await shown.until(() => text().includes(HEAD));
    expect(text()).toContain('some 1,000 at once, and a message takes four packets');
    await shown.click(named(shown.box, 'button', 'Subscribe with QoS 2'));
    expect(shown.live.sent.at(-1)).toEqual({
      kind: 'subscribe-all',
      subscriptions: [{ ...plainSubscription('#', 2), retainHandling: 1 }],
    });
  });

  test('is absent with a higher QoS, before one is requested, and once there are exchanges', async () => {
    await tell(granted());
    await shown.until(() => text().includes(HEAD));
    await tell(granted({ raises: true }));
    expect(text()).not.toContain(HEAD);
    await tell(granted({ qos: 1 }));
    expect(text()).not.toContain(HEAD);
    await tell([]);
    expect(text()).not.toContain(HEAD);
    await tell(granted());
    expect(text()).toContain(HEAD);
    messages = 1;
    shown.live.receive(publishBytes('a', 'x'));
    await shown.until(() => !text().includes(HEAD));
  });

  test('offers nothing that the broker does not allow', async () => {
    await tell(granted());
    await shown.run(() =>
      shown.live.tell({ kind: 'state', state: { ...CONNECTED, maximumQoS: 0 } }),
    );
    await shown.until(() => text().includes('This broker allows no other QoS'));
    expect(text()).not.toContain('Subscribe with QoS');
  });
});
