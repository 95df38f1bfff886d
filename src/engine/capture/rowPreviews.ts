/** Previews of payloads, which the packet list shows after the topic. */
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { ChosenFormats } from '../../payload/chains/chosenFormats.ts';
import type { PayloadFormat } from '../../payload/tree/format.ts';
import { senderOf } from '../log/columns/direction.ts';
import type { LogRow } from '../log/columns/packetRow.ts';
import { publishShape } from '../log/columns/publishShape.ts';
import { beginningOf, type Preview } from '../topics/tree/preview.ts';

/** Number of previews kept. Rows are requested ten times a second. */
const KEPT = 512;

interface CachedPreview {
  readonly preview: Preview;
  /** The chosen format it was read with, if any. */
  readonly chosen: PayloadFormat | undefined;
}

export class RowPreviews {
  readonly #secrets: Secrets;
  readonly #chosen: ChosenFormats;
  readonly #kept = new Map<number, CachedPreview>();

  constructor(secrets: Secrets, chosen: ChosenFormats) {
    this.#secrets = secrets;
    this.#chosen = chosen;
  }

  /** Undefined if it is no PUBLISH, or none that can be read. */
  of(row: LogRow, bytes: Uint8Array, topic: string | undefined): Preview | undefined {
    const chosen = this.#chosen.of(topic, row);
    const kept = this.#kept.get(row.number);
    if (kept !== undefined && kept.chosen === chosen) return kept.preview;
    const shape = publishShape(bytes, row.version, senderOf(row.direction));
    if (shape === undefined) return undefined;
    const payload = bytes.subarray(shape.payloadStart);
    const open = this.#secrets.maskMessage(topic ?? '', payload);
    const preview = beginningOf(open, {
      contentType: shape.contentType,
      chosen,
    });
    // A preview that waits for the code of its format is read again.
    if (preview.key !== 'waiting') this.#keep(row.number, { preview, chosen });
    return preview;
  }

  #keep(packet: number, kept: CachedPreview): void {
    this.#kept.set(packet, kept);
    if (this.#kept.size <= KEPT) return;
    for (const oldest of this.#kept.keys()) {
      this.#kept.delete(oldest);
      return;
    }
  }
}
