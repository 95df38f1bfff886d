import { ArrowLeftRight } from 'lucide-react';
import type { PacketRow } from '../../engine/capture/window.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import { IconButton } from '../kit/IconButton.tsx';
import { announce } from '../kit/language/announcements.ts';
import { texts, useText } from '../kit/language/useText.ts';
import { findMessage } from '../session/bothEnds/findMessage.ts';
import { setMessagesPlace } from '../session/bothEnds/state.ts';
import { setBrokerPlace } from '../session/broker/place.ts';
import { useBroker } from '../session/brokerStates.ts';
import { askBroker } from '../session/brokers.ts';
import { useConnection } from '../session/connections.ts';
import { showPanel } from '../session/tabView.ts';
import { useOrigin } from '../session/useWindowPart.ts';

interface BothEndsButtonProps {
  readonly connectionId: string;
  readonly row: PacketRow;
}

/** Opens both ends of a PUBLISH, if the broker of the connection can be inspected. */
export function BothEndsButton({ connectionId, row }: BothEndsButtonProps) {
  const t = useText().bothEnds;
  const broker = useBroker(connectionId);
  const state = useConnection(connectionId, 'state')?.state;
  const origin = useOrigin(connectionId) ?? 0;
  const { topic, direction, packetId, packetType } = row;
  if (broker.kind !== 'open' || packetType !== PUBLISH || row.unframed === true) return null;
  if (topic === undefined || state?.kind !== 'connected') return null;
  const { clientId } = state;
  const time = origin + row.time / 1000 - broker.facts.origin;
  const wanted = { client: clientId, direction, topic, packetId, time };
  return (
    <IconButton small label={t.show} onClick={() => void show(connectionId, wanted)}>
      <ArrowLeftRight size={14} aria-hidden />
    </IconButton>
  );
}

/** Falls back to the topic's message list if the broker no longer remembers the message. */
async function show(
  connectionId: string,
  wanted: Parameters<typeof findMessage>[1],
): Promise<void> {
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
