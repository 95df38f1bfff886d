import { useEffect } from 'react';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { select, useSelection } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';

/** Packets at the end of the list among which the newest message is searched. */
const LOOKED_AT = 200;

/**
 * Shows the topic of the newest message, or of a file's first message, so that Watch does not open empty. A packet that
 * the user selected stays selected. The list of all topics is shown only if the user chose it.
 */
export function useFirstTopic(connectionId: string): void {
  const { topic, isAllTopics, packet, isNewest } = useSelection(connectionId);
  const isFile = useConnection(connectionId, 'file')?.file !== undefined;
  const isWanted = topic === undefined && !isAllTopics;
  const wanted = { first: 0, count: LOOKED_AT, ...(!isFile && { tail: true }) };
  const list = useWindowPart(connectionId, 'packets', isWanted ? wanted : undefined);
  const messages = list?.rows.filter(
    (row) => row.packetType === PUBLISH && row.topic !== undefined,
  );
  const first = isFile ? messages?.[0] : messages?.at(-1);
  useEffect(() => {
    if (!isWanted || first === undefined) return;
    const isFree = packet === undefined || isNewest;
    select(connectionId, {
      topic: first.topic,
      isNewest,
      ...(isFree && { packet: first.number, isNewest: true, isFirst: true }),
    });
  }, [connectionId, isWanted, first, packet, isNewest]);
}
