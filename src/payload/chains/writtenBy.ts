/** Formats that write payloads by a schema file. They have the name of their step, `protobuf(a.proto, A)`. */

import { Lazy } from '../../base/lazy.ts';
import type { SchemaFile } from '../schemas/step.ts';
import type { Typed } from '../tree/format.ts';
import { ALL_STEPS } from './allSteps.ts';
import { makeChain } from './chain.ts';

/** undefined if the file or the type does not exist, or if the file cannot be read. */
export function writtenBy(step: string, files: readonly SchemaFile[]): Typed | undefined {
  const made = makeChain(step, files);
  const typed = made.ok && made.formats.length === 1 ? made.formats[0]?.typed : undefined;
  return typed instanceof Lazy ? typed.found : typed;
}

export interface WritableType {
  readonly step: string;
  readonly file: string;
  readonly type: string;
}

/** All types of these files that the step can write. */
export function writableTypes(name: string, files: readonly SchemaFile[]): readonly WritableType[] {
  const step = ALL_STEPS.find((one) => one.name === name);
  const [takes] = step?.takes ?? [];
  if (takes?.kind !== 'file') return [];
  const own = files.filter((file) => takes.endings.some((ending) => file.name.endsWith(ending)));
  return own.flatMap((file) => {
    const types = step?.typesIn?.(file, files) ?? [];
    return types.map((type) => ({
      step: stepText(name, [file.name, type]),
      file: file.name,
      type,
    }));
  });
}

function stepText(name: string, args: readonly string[]): string {
  const written = args.map((arg) =>
    /^[^\s,()"|](?:[^,()"|]*[^\s,()"|])?$/.test(arg) ? arg : JSON.stringify(arg),
  );
  return `${name}(${written.join(', ')})`;
}
