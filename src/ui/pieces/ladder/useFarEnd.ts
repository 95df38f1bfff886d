import { useEffect, useMemo, useState } from 'react';
import type { ControlReply } from '../../../broker/control/control.ts';
import type { ExchangeRow } from '../../../engine/exchanges/exchange.ts';
import { type FoundMessage, findMessage } from '../../session/bothEnds/findMessage.ts';
import { ownPublish } from '../../session/bothEnds/ownPublish.ts';
import { standingOf } from '../../session/bothEnds/standing.ts';
import { useBroker } from '../../session/broker/brokerStates.ts';
import { askBroker, useAsked } from '../../session/broker/brokers.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { type FarLane, farEndOf } from './farEnd.ts';

/** ms for which a message is shown before its trace is requested, because the newest message may change quickly. */
const SHOWN_FOR = 300;
/** ms between two answers while packets are awaited, and afterwards. */
const SOON = 500;
const SELDOM = 10_000;

interface Asked {
  readonly packet: number;
  readonly found: FoundMessage | undefined;
}

/** Lane of a message's other end, if the broker is one of mqttscope. undefined: there is none. */
export function useFarEnd(connectionId: string, row: ExchangeRow): FarLane | undefined {
  const broker = useBroker(connectionId);
  const state = useConnection(connectionId, 'state')?.state;
  const { kind, packet, start, topic, direction, packetId } = row;
  const isAsked = broker.kind === 'open' && state?.kind === 'connected' && kind === 'publish';
  const [asked, setAsked] = useState<Asked>();
  useEffect(() => {
    if (!isAsked) return undefined;
    let isWanted = true;
    const ask = async (): Promise<void> => {
      const own = ownPublish(connectionId, { topic, direction, packetId, time: start });
      const found = own && (await findMessage((command) => askBroker(connectionId, command), own));
      if (isWanted) setAsked({ packet, found });
    };
    const timer = setTimeout(() => void ask(), SHOWN_FOR);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [connectionId, isAsked, packet, start, topic, direction, packetId]);
  const { found } = asked?.packet === packet ? asked : {};
  const [isOpen, setOpen] = useState(true);
  const reply = useAsked(
    connectionId,
    found && { kind: 'message', message: found.message },
    isOpen ? SOON : SELDOM,
  );
  const message = messageIn(reply, found);
  const isOpenNow = message?.deliveries.some((one) => standingOf(one) === 'open') === true;
  if (message !== undefined && isOpenNow !== isOpen) setOpen(isOpenNow);
  const client = state?.kind === 'connected' ? state.clientId : '';
  const end = useMemo(
    () => message && farEndOf(message, { direction, client, delivery: found?.delivery }),
    [message, direction, client, found],
  );
  const isKnown = asked?.packet === packet && (found === undefined || message !== undefined);
  return useMemo(
    () => (isAsked && !(isKnown && end === undefined) ? { end } : undefined),
    [isAsked, isKnown, end],
  );
}

function messageIn(reply: ControlReply | undefined, found: FoundMessage | undefined) {
  if (reply?.kind !== 'message' || reply.message?.row.message !== found?.message) return undefined;
  return reply.message;
}
