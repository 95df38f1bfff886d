import { useEffect, useRef, useState } from 'react';
import { saidBy } from '../../../../conventions/events/messageMetadata.ts';
import { type MessageSense, senseOfMessage } from '../../../../conventions/events/messageSense.ts';
import type { TopicMessage } from '../../../../engine/topics/tree/topicRow.ts';
import { MessageSenseLines } from '../../../pieces/marks/MessageSenseLines.tsx';
import { poll } from '../../../session/connection/polling.ts';
import { propertiesOf } from '../../../session/packets/propertiesOf.ts';

interface MessageSenseOfProps {
  readonly connectionId: string;
  readonly message: TopicMessage;
  /** Newer messages may have arrived meanwhile. */
  readonly isNewest: boolean;
}

interface Read {
  readonly packet: number;
  readonly sense: MessageSense | undefined;
}

/** Bytes. The whole packet is requested, and larger ones are rarely events. */
const LARGEST = 256 << 10;
/** ms, because messages may arrive faster than users can read. */
const EVERY = 300;

/** Meaning of the shown message by itself. User properties are listed in its packet. */
export function MessageSenseOf({ connectionId, message, isNewest }: MessageSenseOfProps) {
  const shown = useRef(message);
  const [read, setRead] = useState<Read>();
  useEffect(() => {
    shown.current = message;
  }, [message]);
  useEffect(() => {
    let last: Read | undefined;
    return poll({
      ask: async () => (last = await readOf(connectionId, shown.current, last)),
      tell: setRead,
      everyMs: EVERY,
    });
  }, [connectionId]);
  const sense = read !== undefined && (isNewest || read.packet === message.packet) && read.sense;
  return sense ? <MessageSenseLines connectionId={connectionId} sense={sense} /> : null;
}

async function readOf(
  connectionId: string,
  { packet, payload, size }: TopicMessage,
  last: Read | undefined,
): Promise<Read> {
  if (last?.packet === packet) return last;
  if (size > LARGEST) return { packet, sense: undefined };
  const properties = await propertiesOf(connectionId, packet);
  return { packet, sense: senseOfMessage(saidBy(properties, payload)) };
}
