/** A packet as it may be shown and copied: its secrets overwritten, unless a person chose to see them. */
import { type ByteRange, trustOf } from '../../alibaba/framingTrust.ts';
import { overwritten, secretRanges } from '../../alibaba/secrets.ts';
import { senderOf } from '../../engine/direction.ts';
import type { PacketDetail } from '../../engine/window.ts';
import { dissect } from '../../mqtt/dissect.ts';
import { type OutlineNode, outline } from './outline.ts';
import { withPayload } from './payloadFields.ts';

export interface Readable {
  /** As long as the packet's own. */
  readonly bytes: Uint8Array;
  readonly nodes: readonly OutlineNode[];
  /** Where `*` stand instead of what was sent; they are drawn as hidden. */
  readonly secrets: readonly ByteRange[];
  readonly hasSecrets: boolean;
}

export function readable(detail: PacketDetail, reveal: boolean): Readable {
  const { row, bytes, version, payload } = detail;
  const context = { version, sender: senderOf(row.direction), topicAlias: () => row.topic };
  const dissection = dissect(bytes, context);
  const trust = trustOf(bytes, dissection.problems, context.sender, {
    lost: row.lost === true,
    unframed: row.unframed === true,
    masked: row.masked === true,
  });
  const secrets = secretRanges(bytes, dissection, row.topic, trust);
  const hasSecrets = secrets.length > 0;
  if (!hasSecrets || reveal) {
    const nodes = withPayload(outline(detail.fields, bytes, reveal), { bytes, payload });
    return { bytes, nodes, secrets: [], hasSecrets };
  }
  const masked = overwritten(bytes, secrets);
  const { fields } = dissect(masked, context);
  const nodes = withPayload(outline(fields, masked), { bytes: masked, payload });
  return { bytes: masked, nodes, secrets, hasSecrets };
}
