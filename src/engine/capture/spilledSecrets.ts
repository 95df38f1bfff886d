/**
 * Finds the secrets in packets before they leave memory. Most packets have none, which a quick check shows.
 */
import { dissect } from '../../mqtt/dissect/dissect.ts';
import { peekPublish } from '../../mqtt/framing/peek.ts';
import { type ByteRange, isAnswer } from '../../mqtt/secrets/framingTrust.ts';
import { trustOf } from '../../mqtt/secrets/packetTrust.ts';
import { mayHoldSecretProperty } from '../../mqtt/secrets/secretProperties.ts';
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import { senderOf } from '../log/columns/direction.ts';
import { HAS_PROBLEM, LOST, MASKED, UNFRAMED, versionOf } from '../log/columns/packetColumns.ts';
import { directionAt } from '../log/columns/packetRow.ts';
import type { TopicNames } from '../log/columns/topicNames.ts';
import type { RowPlace, SpillOptions } from '../log/spill/spilling.ts';

const NONE: readonly ByteRange[] = [];
/** Version that filters assume for a stream whose version is unknown. */
const USUAL_VERSION: ProtocolVersion = 4;

export function secretFinder(names: TopicNames, secrets: Secrets): SpillOptions['secretsIn'] {
  return (row, bytes) => {
    const { columns, index } = row;
    const marks = columns.marks[index] ?? 0;
    if ((marks & MASKED) !== 0 || isAnswer(bytes)) return NONE;
    const version = versionOf(marks) ?? USUAL_VERSION;
    const topic = names.name(columns.topic[index] ?? 0);
    const isPublish = (columns.firstByte[index] ?? 0) >> 4 === PUBLISH;
    if (isPublish && (marks & (LOST | UNFRAMED)) === 0) {
      const isGood = (marks & HAS_PROBLEM) === 0;
      if (isGood ? hasNone(bytes, version, topic, secrets) : secrets.areNotIn(bytes, version)) {
        return NONE;
      }
    }
    return rangesIn(row, bytes, topic, secrets);
  };
}

/** Quick check of a valid PUBLISH. */
function hasNone(
  bytes: Uint8Array,
  version: ProtocolVersion,
  topic: string | undefined,
  secrets: Secrets,
): boolean {
  const publish = peekPublish(bytes);
  if (!publish || topic === undefined || secrets.mayBeDelivered(bytes, publish, topic))
    return false;
  if (version === 5 && mayHoldSecretProperty(bytes, publish.bodyOffset)) return false;
  return !secrets.holdsAnother(bytes, publish.bodyOffset);
}

function rangesIn(
  { columns, index }: RowPlace,
  bytes: Uint8Array,
  topic: string | undefined,
  secrets: Secrets,
): readonly ByteRange[] {
  const marks = columns.marks[index] ?? 0;
  const version = versionOf(marks) ?? USUAL_VERSION;
  const sender = senderOf(directionAt(columns, index));
  const dissection = dissect(bytes, { version, sender, topicAlias: () => topic });
  const trust = trustOf(bytes, dissection.problems, sender, version, {
    lost: (marks & LOST) !== 0,
    unframed: (marks & UNFRAMED) !== 0,
    masked: false,
  });
  return secrets.ranges(bytes, dissection, topic, trust);
}
