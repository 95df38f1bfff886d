/** Lists the layers of a payload: itself and all that it wraps. */

import { formatOf } from '../formats/formats.ts';
import { decodedOf, isChainItself, isNothing, MOST_LAYERS, within } from '../formats/reading.ts';
import { ANY_BYTES } from '../formats/written.ts';
import type { About, FormatError, PayloadFormat, Unwrapped } from '../tree/format.ts';
import { graverError, isHarmless, isMissing, type Missing } from '../tree/format.ts';
import type { ValueTree } from '../tree/valueTree.ts';

export interface Layer {
  readonly bytes: Uint8Array;
  readonly format: PayloadFormat;
  /** Read by a chain, not by detection. */
  readonly isChosen: boolean;
  readonly tree: ValueTree | undefined;
  readonly error: FormatError | undefined;
  /** Bytes of this layer that make the next one; undefined if there is none. */
  readonly next: Unwrapped['place'];
  /**
   * The content within is the payload, even if it is empty or could not be unwrapped: the values here do not
   * count.
   */
  readonly wraps: boolean;
}

/**
 * The values for filters, columns and charts: none if a layer is broken, or if the last layer has no content.
 */
export function valuesIn(layers: readonly Layer[]): ValueTree | undefined {
  const last = layers.at(-1);
  const isBroken = layers.some(({ error }) => error !== undefined && !isHarmless(error));
  return isBroken || last?.wraps === true ? undefined : last?.tree;
}

/**
 * From the payload inwards; the last layer is shown. Empty for an empty payload.
 * @param mostUnwrapped byte limit for each layer; default: the general limit
 */
export function layersOf(
  payload: Uint8Array,
  about: About = {},
  mostUnwrapped?: number,
): readonly Layer[] | Missing {
  const layers: Layer[] = [];
  let bytes = payload;
  let isChosen = about.chosen !== undefined;
  let format = formatOf(bytes, about);
  while (format !== undefined && layers.length < MOST_LAYERS) {
    const inner = within(bytes, format, mostUnwrapped);
    if (isMissing(inner)) return inner;
    if (inner !== undefined && isChainItself(inner, bytes) && format === about.chosen) {
      format = inner.format;
      continue;
    }
    const decoded = decodedOf(bytes, format, isChosen);
    if (isMissing(decoded)) return decoded;
    const isEnd = inner === undefined || isNothing(inner);
    const isLast = isEnd || layers.length === MOST_LAYERS - 1;
    const stopped =
      isLast && !isEnd ? ({ key: 'layers', offset: 0, levels: MOST_LAYERS } as const) : undefined;
    layers.push({
      bytes,
      format:
        format === about.chosen
          ? (formatOf(bytes, { ...about, chosen: undefined }) ?? ANY_BYTES)
          : format,
      isChosen,
      tree: decoded?.tree,
      error: graverError(decoded?.error, inner?.error) ?? stopped,
      wraps: inner !== undefined,
      next: isLast ? undefined : (inner.place ?? { start: 0, end: bytes.length }),
    });
    if (isLast) break;
    isChosen = inner.isGiven;
    ({ bytes, format } = inner);
  }
  return layers;
}
