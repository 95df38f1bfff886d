import { afterEach, expect, test } from 'vitest';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { NoTopics } from '../../panels/topics/NoTopics.tsx';
import { useStateText } from '../../pieces/marks/useStateText.ts';
import { type OpenedTap, useConnections } from '../../session/connection/connections.ts';
import { TapNotice } from './TapNotice.tsx';

/** The strip, the tab's few words, and why the tree is empty. */
function Tab({ connectionId }: { connectionId: string }) {
  const connection = useConnections(({ list }) => list.find(({ id }) => id === connectionId));
  return (
    <>
      {connection && <State {...connection} />}
      <TapNotice connectionId={connectionId} />
      <NoTopics connectionId={connectionId} />
    </>
  );
}

const State = (connection: Parameters<typeof useStateText>[0]) => <i>{useStateText(connection)}</i>;

let shown: Shown | undefined;
afterEach(() => shown?.end());

async function told(deviceTap: number | undefined): Promise<string> {
  shown = await show(Tab, () => undefined);
  const { box, run } = shown;
  const tap: OpenedTap = {
    clients: 'all',
    deviceTap,
    from: 'c1',
    state: { kind: 'open', connections: 0 },
  };
  await run(() =>
    useConnections.setState(({ list }) => ({ list: list.map((one) => ({ ...one, tap })) })),
  );
  return box.textContent ?? '';
}

test('traffic seen at a broker is labelled, with where its packets are', async () => {
  const said = await told(undefined);
  expect(said).toContain('at the brokerSeen at the broker: all clients.');
  expect(said).toContain('Times are those at the broker');
  expect(said).toContain(
    'No messages yet from or to these clientsAll packets are in the packet list.',
  );
});

test('traffic of a device tap is labelled: its broker is another', async () => {
  const said = await told(1);
  expect(said).toContain('device tapSeen at the tap: all clients.');
  expect(said).toContain('Times are those at the tap');
});
