/** Dissects a packet into fields with their places, and reports every problem in it. */
import type { DissectContext, Dissection } from './dissection.ts';
import { FieldTree } from './fieldTree.ts';
import { PacketReader } from './reader.ts';
import { readPacket, versionToReadWith } from './readPacket.ts';

/**
 * Never throws. If an error makes the following bytes meaningless, they become a field `Not dissected`, so the
 * fields still cover the whole packet.
 */
export function dissect(bytes: Uint8Array, context: DissectContext): Dissection {
  const version = versionToReadWith(bytes, context.version);
  const tree = new FieldTree(version);
  const reader = new PacketReader(bytes, version, context.sender, tree);
  const packet = readPacket(reader, context.topicAlias);
  const { problems } = reader;
  return packet && !reader.isMeaningless
    ? { fields: tree.roots, problems, packet }
    : { fields: tree.roots, problems };
}
