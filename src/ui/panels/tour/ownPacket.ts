import type { SentEntry } from '../../session/connection/sent.ts';
import { packetOf } from '../../session/publish/outcomeWords.ts';

/** Number of the PUBLISH of the newest message of this app with an acknowledgement, on a wanted topic. */
export function ownPacket(
  sent: readonly SentEntry[],
  isWanted: (topic: string) => boolean,
): number | undefined {
  for (const { message, outcome } of sent) {
    const packet = packetOf(outcome);
    if (message.qos > 0 && packet !== undefined && isWanted(message.topic)) return packet;
  }
  return undefined;
}
