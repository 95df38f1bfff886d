/** Previews of payloads, which the packet list shows after the topic. */
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { ChosenFormats } from '../../payload/chains/chosenFormats.ts';
import type { PayloadFormat } from '../../payload/tree/format.ts';
import type { ValuePath } from '../../payload/tree/valueTree.ts';
import { senderOf } from '../log/columns/direction.ts';
import type { LogRow } from '../log/columns/packetRow.ts';
import { publishShape } from '../log/columns/publishShape.ts';
import {
  type KeyedValues,
  type LineValue,
  lineValues,
  type Valued,
  valuesAt,
} from '../topics/tree/messageValues.ts';
import { beginningOf, type Preview } from '../topics/tree/preview.ts';

/** Number of previews kept. Rows are requested ten times a second. */
const KEPT = 512;

/** Content of a message as a list row shows it. */
export interface RowContent {
  readonly preview: Preview;
  readonly values?: readonly LineValue[];
  readonly keyed?: KeyedValues;
}

interface CachedPreview extends RowContent {
  /** The chosen format it was read with, if any. */
  readonly chosen: PayloadFormat | undefined;
}

/** A row with its bytes. */
export type MessageBefore = (
  row: LogRow,
) => { readonly row: LogRow; readonly bytes: Uint8Array } | undefined;

export class RowPreviews {
  readonly #secrets: Pick<Secrets, 'maskMessage'>;
  readonly #chosen: ChosenFormats;
  readonly #kept = new Map<number, CachedPreview>();

  readonly #before: MessageBefore;
  #keys: readonly ValuePath[] = [];

  /** @param before finds the message before it on its topic */
  constructor(secrets: Pick<Secrets, 'maskMessage'>, chosen: ChosenFormats, before: MessageBefore) {
    this.#secrets = secrets;
    this.#chosen = chosen;
    this.#before = before;
  }

  /** Undefined if it is not a PUBLISH, or cannot be read. */
  of(row: LogRow, bytes: Uint8Array, topic: string | undefined): RowContent | undefined {
    const chosen = this.#chosen.of(topic, row);
    const kept = this.#kept.get(row.number);
    if (kept !== undefined && kept.chosen === chosen) return kept;
    const valued = this.valued(row, bytes, topic);
    if (valued === undefined) return undefined;
    const preview = beginningOf(valued.payload, valued);
    // A preview that waits for the code of its format is read again.
    if (preview.key === 'waiting') return { preview };
    const before = this.#before(row);
    const values = lineValues(valued, before && this.valued(before.row, before.bytes, topic));
    const keyed = this.#keys.length === 0 ? undefined : valuesAt(valued, this.#keys);
    const content = { preview, chosen, ...(values && { values }), ...(keyed && { keyed }) };
    this.#keep(row.number, content);
    return content;
  }

  /** Sets the paths whose values rows have. */
  setKeys(keys: readonly ValuePath[]): void {
    if (JSON.stringify(keys) === JSON.stringify(this.#keys)) return;
    this.#keys = keys;
    this.clear();
  }

  /** The payload without secrets, and how it is read. */
  valued(row: LogRow, bytes: Uint8Array, topic: string | undefined): Valued | undefined {
    const shape = publishShape(bytes, row.version, senderOf(row.direction));
    if (shape === undefined) return undefined;
    const payload = bytes.subarray(shape.payloadStart);
    return {
      payload: this.#secrets.maskMessage(topic ?? '', payload),
      contentType: shape.contentType,
      chosen: this.#chosen.of(topic, row),
    };
  }

  clear(): void {
    this.#kept.clear();
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
