/** All shown parts of a message's value, read together so that they are consistent. */

import { asText } from '../../../base/text.ts';
import { certainFormatOf, formatOf, formatsToShow } from '../../../payload/formats/formats.ts';
import { FIRST_TYPED } from '../../../payload/formats/written.ts';
import { isMissing, type Missing, type PayloadFormat } from '../../../payload/tree/format.ts';
import { LARGEST_COMPARED, type ValueChange, type Valued, valueChange } from './changes.ts';
import { type LayerSummary, layerSummaries } from './layerSummaries.ts';
import { type LineDifferences, lineDifferences } from './lineDifferences.ts';
import { type ShownValue, shownValue } from './shownValue.ts';

/** Used instead of a format id if the user chose a chain for the topic. */
export const CHOSEN = 'chosen';
/** Used instead of a format: the differences from another message. */
export const DIFFERENCES = 'differences';

export interface ValueAsked {
  readonly message: Valued;
  /** Message to compare with. */
  readonly before: Valued | undefined;
  /** Display format chosen by the user: `CHOSEN`, `DIFFERENCES` or the id of a format. */
  readonly wanted: string | undefined;
}

interface OfferedFormat {
  readonly id: string;
  readonly canShow: boolean;
}

export interface ReadValue {
  /** Format: `CHOSEN` or an id. Undefined if the payload is empty. */
  readonly found: string | undefined;
  /** Ways to look at it, that which was chosen first. */
  readonly offered: readonly OfferedFormat[];
  readonly shown: string;
  /** Layers of a chain, if the payload is shown by one. */
  readonly layers: readonly LayerSummary[] | undefined;
  /** undefined: empty, or replaced by the differences. */
  readonly value: ShownValue | undefined;
  /** undefined: there is no earlier value. */
  readonly change: ValueChange | undefined;
  /** Line differences, for payloads without values. */
  readonly lines: LineDifferences | undefined;
  /** Format to load for a better result. */
  readonly missing?: PayloadFormat | undefined;
}

export function readValue({ message, before, wanted }: ValueAsked): ReadValue {
  const { payload, chosen } = message;
  const missing: PayloadFormat[] = [];
  const there = <T extends object>(said: T | Missing): T | undefined => {
    if (!isMissing(said)) return said;
    missing.push(said.missing);
    return undefined;
  };
  const certain = certainFormatOf(payload, message);
  const found = isMissing(certain) ? certain.missing : certain;
  if (isMissing(certain)) missing.push(certain.missing);
  const idOf = (format: PayloadFormat): string => (format === chosen ? CHOSEN : format.id);
  const offered = formatsOffered(message, found).map((format) => ({
    format,
    id: idOf(format),
    canShow: canShow(message, format, found),
  }));
  const picked = offered.find((one) => one.id === wanted && one.canShow);
  const shown = picked?.format ?? found ?? FIRST_TYPED;
  const isOfDifferences = wanted === DIFFERENCES && before !== undefined;
  const isEmpty = payload.length === 0 || isOfDifferences;
  const layers =
    isEmpty || shown !== chosen ? undefined : there(layerSummaries({ payload, chosen }));
  const value = isEmpty ? undefined : shownValue(payload, shown, shown === found);
  if (value?.missing !== undefined) missing.push(value.missing);
  const change = before && there(valueChange(before, message));
  return {
    found: found && idOf(found),
    offered: offered.map(({ id, canShow: can }) => ({ id, canShow: can })),
    shown: idOf(shown),
    layers,
    value,
    change,
    lines: isOfDifferences && change?.kind === 'bytes' ? linesOf(before, message) : undefined,
    missing: missing[0],
  };
}

function formatsOffered(
  { payload, contentType, chosen }: Valued,
  found: PayloadFormat | undefined,
): readonly PayloadFormat[] {
  const looks = chosen === undefined ? found : formatOf(payload, { contentType });
  const formats = formatsToShow(payload, looks);
  return chosen === undefined ? formats : [chosen, ...formats];
}

const canShow = (
  { payload }: Valued,
  format: PayloadFormat,
  found: PayloadFormat | undefined,
): boolean =>
  (format.decode === undefined && format.readBy === undefined) ||
  format.shown !== 'always' ||
  format === found ||
  format.detect?.(payload, true) === 'sure';

function linesOf({ payload: old }: Valued, { payload: now }: Valued) {
  if (Math.max(old.length, now.length) > LARGEST_COMPARED) return undefined;
  const isText = [old, now].every(
    (payload) => payload.length === 0 || asText(payload) !== undefined,
  );
  return isText ? lineDifferences(old, now) : undefined;
}

/** Buffers that only the result uses. They can be transferred instead of copied. */
export function buffersOf({ value, lines }: ReadValue): readonly ArrayBufferLike[] {
  const own: ArrayBufferView[] = [];
  if (value?.end.kind === 'lines') {
    const { text, starts, offsets } = value.end.lines;
    own.push(text, starts, offsets);
  }
  if (lines !== undefined) {
    own.push(lines.inPrevious, lines.inCurrent, lines.previous.starts, lines.current.starts);
  }
  return own.map(({ buffer }) => buffer);
}
