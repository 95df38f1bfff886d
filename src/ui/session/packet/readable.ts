/** A packet for display and copying: its secrets are masked unless the user chose to see them. */

import type { ByteRange } from '../../../base/bytes.ts';
import { senderOf } from '../../../engine/log/columns/direction.ts';
import type { PacketDetail } from '../../../engine/window/window.ts';
import { dissect } from '../../../mqtt/dissect/dissect.ts';
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
  const { row, bytes, version, problems, secrets, payload } = detail;
  const context = { version, sender: senderOf(row.direction), topicAlias: () => row.topic };
  const hasSecrets = secrets.length > 0;
  const isOpen = !hasSecrets || reveal;
  const seen = isOpen ? bytes : maskRanges(bytes, secrets);
  const shown = { bytes: seen, secrets: isOpen ? [] : secrets, hasSecrets };
  // Masked bytes cannot be decoded, and HTTP is not MQTT.
  const isUnread = row.unframed === true && row.incomplete !== true && (row.masked || !isOpen);
  if (isUnread || row.http !== undefined) return { ...shown, nodes: [], layers: [] };
  const isGood =
    row.unframed !== true && problems.every(({ severity }) => severity !== 'malformed');
  // Secrets in a good packet keep their place as `*`.
  const masked = isGood ? dissect(seen, context).fields : readableFields(detail.fields, secrets);
  const fields = isOpen ? detail.fields : masked;
  const made = outline(fields, seen, isOpen && reveal);
  const { nodes, layers } = withPayload(made, { bytes: seen, payload }, chosen);
  return {
    ...shown,
    nodes,
    layers,
    missing: nodes.find(({ missing }) => missing !== undefined)?.missing,
  };
}
