/** What a display filter asks of a packet, answered from a capture file's packet. */
import type { ExchangeFacts, PacketFacts, ProblemFacts } from '../../filter/packetFacts.ts';
import { payloadIn } from '../../filter/payloadIn.ts';
import { reportProblem } from '../../findings/reportedProblem.ts';
import type { ReplyFacts } from '../../requestResponse/reply.ts';
import type { NumberedPacket } from './dissectedCapture.ts';

/**
 * As it is printed: where secrets are overwritten, a filter does not find them either.
 * @param found what rules found on it around the packet, beside what it breaks itself
 */
export function fileFacts(
  { no, seconds, firstClock, event, dissected }: NumberedPacket,
  exchange?: ExchangeFacts,
  found: readonly ProblemFacts[] = [],
  reply?: ReplyFacts,
): PacketFacts {
  const { version, bytes, fields, problems } = dissected;
  return {
    no,
    time: seconds * 1e6,
    firstClock,
    // A file is read once, from its beginning: nobody knows how far it goes.
    newest: () => 0,
    stream: event.stream,
    direction: event.direction,
    version,
    firstByte: bytes[0] ?? 0,
    size: bytes.length,
    packetId: 0,
    topic: undefined,
    faults: event.faults ?? [],
    withheld: false,
    hasProblem: problems.length + found.length > 0,
    exchange,
    reply,
    bytes: () => bytes,
    payload: () => payloadIn(fields),
    fields: () => fields,
    problems: () => [...problems.map(reportProblem), ...found],
  };
}
