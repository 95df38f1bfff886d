/** A packet for display and copying: its secrets are masked unless the user chose to see them. */

import { senderOf } from '../../../engine/log/columns/direction.ts';
import type { PacketDetail } from '../../../engine/window/window.ts';
import { dissect } from '../../../mqtt/dissect/dissect.ts';
import type { ByteRange } from '../../../mqtt/secrets/framingTrust.ts';
import { readableFields } from '../../../mqtt/secrets/readableFields.ts';
import { maskRanges } from '../../../mqtt/secrets/secrets.ts';
import type { PayloadFormat } from '../../../payload/tree/format.ts';
import { type OutlineNode, outline } from './outline.ts';
import { type PayloadLayer, withPayload } from './payloadFields.ts';

export interface Readable {
  /** Same length as the packet's bytes. */
  readonly bytes: Uint8Array;
  readonly nodes: readonly OutlineNode[];
  /** Layers of the payload, outermost first. */
  readonly layers: readonly PayloadLayer[];
  /** Ranges masked with `*` and drawn as hidden. */
  readonly secrets: readonly ByteRange[];
  readonly hasSecrets: boolean;
  /** Format to load before the whole payload can be shown. */
  readonly missing?: PayloadFormat | undefined;
}

export function readable(detail: PacketDetail, reveal: boolean, chosen?: PayloadFormat): Readable {
  const { row, bytes, version, trust, secrets, payload } = detail;
  const context = { version, sender: senderOf(row.direction), topicAlias: () => row.topic };
  const hasSecrets = secrets.length > 0;
  const isOpen = !hasSecrets || reveal;
  const seen = isOpen ? bytes : maskRanges(bytes, secrets);
  const shown = { bytes: seen, secrets: isOpen ? [] : secrets, hasSecrets };
  // Masked bytes cannot be decoded, and HTTP is not MQTT.
  const isUnread = (trust === 'lost' && !isOpen) || (row.masked === true && row.lost === true);
  if (isUnread || row.http !== undefined) return { ...shown, nodes: [], layers: [] };
  const masked = isOpen ? undefined : dissect(seen, context).fields;
  // Secrets in a good packet keep their place as `*`.
  const readFields = masked && (trust === 'good' ? masked : readableFields(masked, secrets));
  const fields = readFields ?? detail.fields;
  const made = outline(fields, seen, isOpen && reveal);
  const { nodes, layers } = withPayload(made, { bytes: seen, payload }, chosen);
  return {
    ...shown,
    nodes,
    layers,
    missing: nodes.find(({ missing }) => missing !== undefined)?.missing,
  };
}
