/** A payload with all its layers. */

import { previewText } from '../../../base/text.ts';
import { visibleText } from '../../../base/visibleText.ts';
import { type Layer, layersOf } from '../../../payload/chains/layers.ts';
import { type FormatError, isMissing, type Missing } from '../../../payload/tree/format.ts';
import type { Valued } from './changes.ts';
import type { NamedFormat } from './shownValue.ts';

/** Longest description of a layer, in characters. */
const LONGEST = 300;

export interface LayerSummary {
  readonly format: NamedFormat;
  /** Bytes. */
  readonly size: number;
  /** Chosen by a mapping, not detected from the bytes. */
  readonly isChosen: boolean;
  /** The beginning of its values, or of its bytes. */
  readonly text: string;
  readonly error: FormatError | undefined;
}

export function layerSummaries({ payload, ...about }: Valued): readonly LayerSummary[] | Missing {
  const layers = layersOf(payload, about);
  return isMissing(layers) ? layers : layers.map(toldLayer);
}

function toldLayer({ format, bytes, isChosen, tree, error }: Layer): LayerSummary {
  const text = tree?.source(0, LONGEST) ?? previewText(bytes, LONGEST).text;
  return {
    format: { id: format.id, name: format.name },
    size: bytes.length,
    isChosen,
    text: visibleText(text.slice(0, LONGEST)),
    error,
  };
}
