import { useMemo } from 'react';
import { saidBy } from '../../../conventions/events/messageMetadata.ts';
import { type MessageSense, senseOfMessage } from '../../../conventions/events/messageSense.ts';
import type { PacketDetail } from '../../../engine/window/window.ts';
import { decode } from '../../../mqtt/codec/decode.ts';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { MessageSenseLines } from '../../pieces/marks/MessageSenseLines.tsx';

interface MessageSenseProps {
  readonly connectionId: string;
  readonly detail: PacketDetail;
  /** Bytes with secrets masked. */
  readonly bytes: Uint8Array;
}

export function MessageSenseSection({ connectionId, detail, bytes }: MessageSenseProps) {
  const { row, version } = detail;
  const isMessage = row.packetType === PUBLISH && row.unframed !== true && row.lost !== true;
  const sense = useMemo(
    () => (isMessage ? senseOf(bytes, version) : undefined),
    [isMessage, bytes, version],
  );
  return sense && <MessageSenseLines connectionId={connectionId} sense={sense} />;
}

function senseOf(bytes: Uint8Array, version: PacketDetail['version']): MessageSense | undefined {
  const decoded = decode(bytes, version);
  if (!decoded.ok || decoded.packet.type !== 'publish') return undefined;
  const { properties, payload } = decoded.packet;
  return senseOfMessage(saidBy(properties, payload));
}
