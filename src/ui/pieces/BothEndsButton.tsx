import { ArrowLeftRight } from 'lucide-react';
import { announce, IconButton, texts, useText } from '#kit';
import type { PacketRow } from '../../engine/window/window.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import { findMessage, type OwnPublish } from '../session/bothEnds/findMessage.ts';
import { ownPublish } from '../session/bothEnds/ownPublish.ts';
import { setMessagesPlace } from '../session/bothEnds/state.ts';
import { useBroker } from '../session/broker/brokerStates.ts';
import { askBroker } from '../session/broker/brokers.ts';
import { setBrokerPlace } from '../session/broker/place.ts';
import { useConnection } from '../session/connection/connections.ts';
import { showPanel } from '../session/view/tabView.ts';

interface BothEndsButtonProps {
  readonly connectionId: string;
  readonly row: PacketRow;
}

/** Opens both ends of a PUBLISH, if the broker of the connection can be inspected. */
export function BothEndsButton({ connectionId, row }: BothEndsButtonProps) {
  const t = useText().bothEnds;
  useBroker(connectionId);
  useConnection(connectionId, 'state');
  if (!canShowBothEnds(connectionId, row)) return null;
  return (
    <IconButton small label={t.show} onClick={() => showBothEnds(connectionId, row)}>
      <ArrowLeftRight size={14} aria-hidden />
    </IconButton>
  );
}

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
