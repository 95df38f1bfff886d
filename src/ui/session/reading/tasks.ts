/** Tasks that read payloads: small ones in the page, larger ones in a worker (`aside.ts`). */

import { certainFormatOf } from '../../../payload/formats/formats.ts';
import { copiedText, payloadTree } from '../../../payload/formats/reading.ts';
import { ANY_BYTES, FIRST_TYPED } from '../../../payload/formats/written.ts';
import { isMissing, type Missing } from '../../../payload/tree/format.ts';
import { rowAt } from '../../../payload/tree/valueAt.ts';
import type { ValuePath, ValueTree } from '../../../payload/tree/valueTree.ts';
import { cellsOf, type RowCells } from './cells.ts';
import type { Valued } from './changes.ts';
import { changingPaths } from './changingPaths.ts';
import { type LayerSummary, layerSummaries } from './layerSummaries.ts';
import { leafPaths } from './leafPaths.ts';
import { type PlottablePaths, plottablePaths } from './plottablePaths.ts';
import { buffersOf, type ReadValue, readValue } from './readValue.ts';
import { type ShapeLine, shapeOf } from './shape.ts';
import { type ValueTable, valueTable } from './valueTable.ts';

/** Task for payloads with their formats: plain data, which can be posted. */
export interface Asked<K extends TaskName = TaskName> {
  readonly task: K;
  readonly of: readonly (Valued | undefined)[];
  readonly how: Tasks[K]['how'];
}

export type Told<K extends TaskName> = Tasks[K]['told'];

export type TaskName = keyof Tasks;

interface Tasks {
  /** The message, and the message to compare it with. */
  readonly value: {
    readonly how: { readonly wanted: string | undefined };
    readonly told: ReadValue;
  };
  /** The same two values. */
  readonly cells: {
    readonly how: { readonly paths: readonly ValuePath[] };
    readonly told: RowCells | Missing;
  };
  readonly 'leaf-paths': { readonly how: null; readonly told: readonly ValuePath[] | Missing };
  /** Oldest message first. */
  readonly 'changing-paths': { readonly how: null; readonly told: readonly ValuePath[] | Missing };
  readonly table: { readonly how: null; readonly told: ValueTable | Missing };
  readonly plottable: { readonly how: null; readonly told: PlottablePaths | Missing };
  readonly layers: { readonly how: null; readonly told: readonly LayerSummary[] | Missing };
  /** The newest message first. */
  readonly shape: { readonly how: null; readonly told: readonly ShapeLine[] | Missing };
  /** Offsets of the members at given paths. */
  readonly places: {
    readonly how: { readonly paths: readonly ValuePath[] };
    readonly told: readonly number[];
  };
  /** Path of the member that begins at a byte. */
  readonly path: {
    readonly how: { readonly offset: number };
    readonly told: ValuePath | undefined;
  };
  /** Text as its view shows it. */
  readonly copied: { readonly how: null; readonly told: string | Missing };
  /** File extension for the payload, including the dot. */
  readonly extension: { readonly how: null; readonly told: string | Missing };
}

const EMPTY: Valued = { payload: new Uint8Array() };

function treeOf({ payload, ...about }: Valued): ValueTree | undefined {
  const found = payloadTree(payload, about);
  return isMissing(found) ? undefined : found?.tree;
}

const TASKS: { readonly [K in TaskName]: (asked: Asked<K>) => Told<K> } = {
  value: ({ of: [message = EMPTY, before], how }) => readValue({ message, before, ...how }),
  cells: ({ of: [message = EMPTY, before], how: { paths } }) => cellsOf(message, before, paths),
  'leaf-paths': ({ of: [message = EMPTY] }) => leafPaths(message),
  'changing-paths': ({ of }) => changingPaths(of.map((message) => message ?? EMPTY)),
  table: ({ of }) => valueTable(of.map((message) => message ?? EMPTY)),
  plottable: ({ of: [message = EMPTY] }) => plottablePaths(message.payload, message),
  layers: ({ of: [message = EMPTY] }) => layerSummaries(message),
  shape: ({ of }) => shapeOf(of.filter((one) => one !== undefined)),
  places({ of: [message = EMPTY], how: { paths } }) {
    const tree = treeOf(message);
    if (tree === undefined) return [];
    return paths.flatMap((path) => rowAt(tree, path) ?? []).map((row) => tree.memberStart(row));
  },
  path({ of: [message = EMPTY], how: { offset } }) {
    const tree = treeOf(message);
    for (let row = 0; row < (tree?.tape.size ?? 0); row += 1) {
      if (tree?.memberStart(row) === offset) return tree.path(row);
    }
    return undefined;
  },
  copied({ of: [message = EMPTY] }) {
    const format = certainFormatOf(message.payload, message);
    return isMissing(format) ? format : copiedText(message.payload, format ?? FIRST_TYPED);
  },
  extension({ of: [message = EMPTY] }) {
    const format = certainFormatOf(message.payload, message);
    return isMissing(format) ? format : (format ?? ANY_BYTES).extension;
  },
};

export function runTask<K extends TaskName>(asked: Asked<K>): Told<K> {
  return TASKS[asked.task](asked);
}

const BUFFERS: { readonly [K in TaskName]?: (told: Told<K>) => readonly ArrayBufferLike[] } = {
  value: buffersOf,
};

/** Buffers of a result that are transferred instead of copied. */
export function buffersToGive<K extends TaskName>(
  task: K,
  told: Told<K>,
): readonly ArrayBufferLike[] {
  return BUFFERS[task]?.(told) ?? [];
}
