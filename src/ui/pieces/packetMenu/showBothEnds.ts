/** Opens both ends of a PUBLISH, if the broker of the connection can be inspected. */
import type { PacketRow } from '../../../engine/window/window.ts';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { findMessage, type OwnPublish } from '../../session/bothEnds/findMessage.ts';
import { ownPublish } from '../../session/bothEnds/ownPublish.ts';
import { setMessagesPlace } from '../../session/bothEnds/state.ts';
import { askBroker } from '../../session/broker/brokers.ts';
import { setBrokerPlace } from '../../session/broker/place.ts';
import { showPanel } from '../../session/view/tabView.ts';

export const canShowBothEnds = (connectionId: string, row: PacketRow): boolean =>
  wantedFor(connectionId, row) !== undefined;

export function showBothEnds(connectionId: string, row: PacketRow): void {
  const wanted = wantedFor(connectionId, row);
  if (wanted !== undefined) void show(connectionId, wanted);
}

function wantedFor(connectionId: string, row: PacketRow): OwnPublish | undefined {
  const isMessage = row.packetType === PUBLISH && row.unframed !== true;
  return isMessage ? ownPublish(connectionId, row) : undefined;
}

/** Falls back to the topic's message list if the broker no longer remembers the message. */
async function show(connectionId: string, wanted: OwnPublish): Promise<void> {
  const found = await findMessage((command) => askBroker(connectionId, command), wanted);
  if (found === undefined) announce(texts().bothEnds.notFound);
  setMessagesPlace(connectionId, {
    topic: found === undefined ? wanted.topic : '',
    client: '',
    withSys: wanted.topic.startsWith('$SYS/'),
    before: found && found.message + 1,
    message: found?.message,
    delivery: found?.delivery,
  });
  setBrokerPlace(connectionId, { part: 'messages' });
  showPanel(connectionId, 'broker');
}
