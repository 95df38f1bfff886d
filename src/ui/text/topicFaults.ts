/** What is wrong with a topic name or filter, in the language in use. */
import type { ProtocolVersion } from '../../mqtt/packet.ts';
import * as topics from '../../mqtt/topics.ts';
import { texts } from './useText.ts';

const told = (fault: string | undefined): string | undefined =>
  fault === undefined ? undefined : texts().told.sentence(fault);

/** A sentence; undefined for a good one. */
export function topicNameFault(name: string): string | undefined {
  return told(topics.topicNameFault(name));
}

/** A sentence; undefined for a good one. */
export function topicFilterFault(filter: string, version?: ProtocolVersion): string | undefined {
  return told(topics.topicFilterFault(filter, version));
}
