import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import { eventually } from '../../../base/eventually.testkit.ts';
import { ControlledScene } from '../../../broker/control/control.testkit.ts';
import { packetFilters } from '../../../engine/filtering/packetFilters.ts';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { named } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { CONNECTED, placeInTab, TAB_SETTINGS } from '../../session/broker/tabBroker.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { select } from '../../session/connection/selection.ts';
import { askFaults } from '../../session/faults/askFaults.ts';
import { useView } from '../../session/view/tabView.ts';
import { TopicMenu } from '../topics/TopicMenu.tsx';
import { ShownPacket } from './ShownPacket.tsx';

let shown: Shown;
afterEach(() => shown.end());

const TOPIC = 'hall/set';
const HERE = 'Break on this topic';

/** The menu of the topic is opened after the first breakpoint. */
function Panes({ connectionId }: { readonly connectionId: string }) {
  const isStopped = useView(connectionId).panel === 'faults';
  return (
    <>
      <ShownPacket connectionId={connectionId} />
      {isStopped && (
        <TopicMenu
          connectionId={connectionId}
          path={TOPIC}
          withAll={false}
          place={{ x: 0, y: 0 }}
          onClose={() => undefined}
        />
      )}
    </>
  );
}

/** The filter of each breakpoint, and whether it is on. */
async function breakpoints(): Promise<readonly unknown[]> {
  const reply = await askFaults(shown.id, { kind: 'list-rules' });
  return reply.kind === 'rules'
    ? reply.rules.map(({ rule, enabled }) => [rule.id, rule.match.filter, enabled])
    : [];
}

test('an entry of the menu of a message, or of its topic, stops the next message', async () => {
  placeInTab(new ControlledScene({ faults: { rules: [], filters: packetFilters } }));
  shown = await show(Panes, (live) => live.receive(publishBytes(TOPIC, '{"target":18}')));
  await shown.run(() => select(shown.id, { packet: 1, topic: TOPIC }));
  const isIn = (selector: string) => shown.until(() => shown.box.querySelector(selector) !== null);
  const openMenu = async () => {
    await isIn('button[aria-label="Actions for No. 1"]');
    await shown.click(named(shown.box, 'button', 'Actions for No. 1'));
    await isIn('[role=menu]');
  };
  await openMenu();
  expect(() => named(shown.box, '[role=menuitem]', HERE)).toThrow('no [role=menuitem]');
  await shown.press(shown.box.querySelector('[role=menu]') ?? shown.box, 'Escape');
  await shown.run(() => connect(shown.id, TAB_SETTINGS));
  await shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
  await openMenu();
  await shown.click(named(shown.box, '[role=menuitem]', HERE));
  const one = ['breakpoint-1', `type == publish and dir == out and topic == "${TOPIC}"`, true];
  const isOne = () => act(() => eventually(async () => expect(await breakpoints()).toEqual([one])));
  await isOne();
  const inMenu = async () => {
    await isIn('[role=menu]');
    await shown.click(named(shown.box, '[role=menuitem]', HERE));
  };
  await askFaults(shown.id, { kind: 'set-rules', rules: { version: 1, rules: [] } });
  await inMenu();
  await isOne();
  // The same one again, instead of a second stop for each message.
  await askFaults(shown.id, { kind: 'enable-rule', rule: 'breakpoint-1', enabled: false });
  await inMenu();
  await isOne();
});
