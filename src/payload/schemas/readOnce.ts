/**
 * Reads schema files with the files that they use: once for a list of files, and within one budget for the
 * list.
 */
import { Steps } from '../../base/steps.ts';
import { SchemaFileError } from './schemaFileErrors.ts';
import type { SchemaFile } from './step.ts';

/** Limit of characters. A file counts again for each file that uses it. */
const MOST_READ = 40_000_000;

interface OfList<T> {
  readonly steps: Steps;
  readonly read: Map<SchemaFile, T>;
}

/** Charges the characters of a file. Throws `SchemaFileError` once the budget is exceeded. */
export type Charge = (file: SchemaFile) => void;

export class ReadOnce<T> {
  readonly #lists = new WeakMap<readonly SchemaFile[], OfList<T>>();

  of(file: SchemaFile, files: readonly SchemaFile[], read: (charge: Charge) => T): T {
    const list = this.#lists.get(files) ?? begun<T>();
    this.#lists.set(files, list);
    const known = list.read.get(file);
    if (known !== undefined) return known;
    const made = read(({ text }) => {
      if (list.steps.take(text.length)) return;
      throw new SchemaFileError({ key: 'large', args: { most: MOST_READ } }, 0);
    });
    list.read.set(file, made);
    return made;
  }
}

function begun<T>(): OfList<T> {
  const steps = new Steps();
  steps.begin(MOST_READ);
  return { steps, read: new Map() };
}
