/** Answers the questions of display filters about a packet of a capture file. */
import type { ExchangeFacts, PacketFacts, ProblemFacts } from '../../filter/packetFacts.ts';
import { payloadIn } from '../../filter/payloadIn.ts';
import { reportProblem } from '../../findings/reportedProblem.ts';
import type { ReplyFacts } from '../../requestResponse/reply.ts';
import type { NumberedPacket } from './dissectedCapture.ts';
import { typeByte } from './packetReport.ts';

/**
 * Facts of the packet as printed: a filter does not find overwritten secrets.
 * @param found problems that rules found from the context, in addition to those of the packet's bytes
 */
export function fileFacts(
  { no, seconds, firstClock, event, dissected }: NumberedPacket,
  exchange?: ExchangeFacts,
  found: readonly ProblemFacts[] = [],
  reply?: ReplyFacts,
): PacketFacts {
  const { version, bytes, fields, problems, isMasked } = dissected;
  return {
    no,
    time: seconds * 1e6,
    firstClock,
    // A file is read once from its start, so its end is unknown.
    newest: () => 0,
    stream: event.stream,
    direction: event.direction,
    version,
    firstByte: typeByte(bytes, isMasked),
    size: bytes.length,
    packetId: 0,
    topic: undefined,
    faults: event.faults ?? [],
    withheld: false,
    hasProblem: problems.length + found.length > 0,
    exchange,
    reply,
    bytes: () => bytes,
    payload: () => payloadIn(fields()),
    fields,
    problems: () => [...problems.map(reportProblem), ...found],
  };
}
