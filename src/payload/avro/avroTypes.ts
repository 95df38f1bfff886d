/** Resolves the types of a schema file, including those in other files. */
import type { Localizable } from '../../base/message.ts';
import { textPlaceAt } from '../../base/textPlace.ts';
import { type Charge, ReadOnce } from '../schemas/readOnce.ts';
import { SchemaFileError, type SchemaFileErrors } from '../schemas/schemaFileErrors.ts';
import type { SchemaFile } from '../schemas/step.ts';
import { type AvroNames, parseAvro } from './avroParser.ts';
import type { AvroNamed, AvroType } from './avroSchema.ts';

interface AvroSchema {
  /** The type of the file as a whole. */
  readonly type: AvroType;
  /** By full name; the types of the file are first. */
  readonly named: ReadonlyMap<string, AvroNamed>;
}

export type AvroSchemaRead =
  | { readonly ok: true; readonly schema: AvroSchema }
  | {
      readonly ok: false;
      readonly error: {
        readonly file: string;
        readonly line: number;
        readonly column: number;
        readonly why: Localizable<SchemaFileErrors>;
      };
    };

export const AVRO_ENDINGS: readonly string[] = ['.avsc', '.json'];

export function isAvroFile({ name }: SchemaFile): boolean {
  return AVRO_ENDINGS.some((ending) => name.toLowerCase().endsWith(ending));
}

const known = new ReadOnce<AvroSchemaRead>();

/** Never throws. */
export function readAvro(file: SchemaFile, files: readonly SchemaFile[]): AvroSchemaRead {
  return known.of(file, files, (charge) => read(file, files, charge));
}

function read(file: SchemaFile, files: readonly SchemaFile[], charge: Charge): AvroSchemaRead {
  const others = files.filter((one) => one !== file && isAvroFile(one));
  const names: AvroNames = {
    types: new Map(),
    more() {
      const next = others.shift();
      if (next === undefined) return false;
      charge(next);
      try {
        parseAvro(next.text, names);
      } catch (error) {
        // Types defined before the error can be used.
        if (!(error instanceof SchemaFileError)) throw error;
      }
      return true;
    },
  };
  try {
    charge(file);
    return { ok: true, schema: { type: parseAvro(file.text, names), named: names.types } };
  } catch (error) {
    if (!(error instanceof SchemaFileError)) throw error;
    const place = { file: file.name, ...textPlaceAt(file.text, error.at), why: error.why };
    return { ok: false, error: place };
  }
}
