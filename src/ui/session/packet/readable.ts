/** A packet as it may be shown and copied: its secrets overwritten, unless a person chose to see them. */

import type { PacketDetail } from '../../../engine/capture/window.ts';
import { senderOf } from '../../../engine/log/columns/direction.ts';
import { dissect } from '../../../mqtt/dissect/dissect.ts';
import type { ByteRange } from '../../../mqtt/secrets/framingTrust.ts';
import { overwritten } from '../../../mqtt/secrets/secrets.ts';
import type { PayloadFormat } from '../../../payload/tree/format.ts';
import { type OutlineNode, outline } from './outline.ts';
import { type PayloadLayer, withPayload } from './payloadFields.ts';

export interface Readable {
  /** As long as the packet's own. */
  readonly bytes: Uint8Array;
  readonly nodes: readonly OutlineNode[];
  /** What the payload wraps, the outermost first. */
  readonly layers: readonly PayloadLayer[];
  /** Where `*` stand instead of what was sent; they are drawn as hidden. */
  readonly secrets: readonly ByteRange[];
  readonly hasSecrets: boolean;
  /** What must be loaded before all of the payload can be shown. */
  readonly missing?: PayloadFormat | undefined;
}

export function readable(detail: PacketDetail, reveal: boolean, chosen?: PayloadFormat): Readable {
  const { row, bytes, version, trust, secrets, payload } = detail;
  const context = { version, sender: senderOf(row.direction), topicAlias: () => row.topic };
  const hasSecrets = secrets.length > 0;
  const isOpen = !hasSecrets || reveal;
  const seen = isOpen ? bytes : overwritten(bytes, secrets);
  const shown = { bytes: seen, secrets: isOpen ? [] : secrets, hasSecrets };
  // Asterisks say nothing, wherever they were written, and HTTP says nothing to MQTT.
  const isUnread = (trust === 'lost' && !isOpen) || (row.masked === true && row.lost === true);
  if (isUnread || row.http !== undefined) return { ...shown, nodes: [], layers: [] };
  const fields = isOpen ? detail.fields : dissect(seen, context).fields;
  const made = outline(fields, seen, isOpen && reveal);
  const { nodes, layers } = withPayload(made, { bytes: seen, payload }, chosen);
  return {
    ...shown,
    nodes,
    layers,
    missing: nodes.find(({ missing }) => missing !== undefined)?.missing,
  };
}
