/** Reads payloads by a chain, a content type or detection, as filters and views do. */
import { ChosenFormats } from './chains/chosenFormats.ts';
import { layersOf, valuesIn } from './chains/layers.ts';
import { payloadReader } from './formats/reading.ts';
import { inObjects } from './formats/tree.testkit.ts';
import type { SchemaFile } from './schemas/step.ts';
import { type FormatError, graverError, isMissing } from './tree/format.ts';

export interface LayersRead {
  /** From the outermost format to the format of the values. */
  readonly names: readonly string[];
  /** undefined if filters find no values. */
  readonly value: unknown;
  readonly error: FormatError | undefined;
  /** The value that a filter finds at a path, without a content type. */
  readonly found: (...path: (string | number)[]) => unknown;
}

interface How {
  readonly chain?: string | undefined;
  readonly files?: readonly SchemaFile[];
  readonly contentType?: string | undefined;
}

/** `loadFormats` must have been called. */
export async function layersRead(
  payload: Uint8Array,
  { chain, files = [], contentType }: How = {},
): Promise<LayersRead> {
  const chains = chain === undefined ? [] : [{ filter: '#', chain }];
  const formats = new ChosenFormats({ chains, files });
  await formats.load();
  const chosen = formats.of('a');
  const layers = layersOf(payload, { chosen, contentType });
  if (isMissing(layers)) throw new Error(`${layers.missing.name} is not loaded`);
  const tree = valuesIn(layers);
  return {
    names: layers.map(({ format }) => format.name),
    value: tree && inObjects(tree),
    error: layers.map(({ error }) => error).reduce(graverError, undefined),
    found: (...path) => payloadReader(path)(payload, chosen),
  };
}
