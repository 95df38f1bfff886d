/** Every field of a packet with its place, and everything that is wrong with it. */
import type { DissectContext, Dissection } from './dissection.ts';
import { FieldTree } from './fieldTree.ts';
import { PacketReader } from './reader.ts';
import { readPacket, versionToReadWith } from './readPacket.ts';

/**
 * Never throws, whatever the bytes. Where a fault takes the meaning from what follows it, those
 * bytes become a field `Not dissected`, so that the fields still fill the packet.
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
