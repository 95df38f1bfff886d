/** The step `avro(reading.avsc)`, and `avro` without arguments for payloads that identify their schema. */
import type { Localizable } from '../../base/message.ts';
import type { SchemaFile, Step, StepErrors } from '../schemas/step.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { avroReading, tellingReading } from './avroFrames.ts';
import { AVRO_ENDINGS, isAvroFile, readAvro } from './avroTypes.ts';

function make(
  [name, type]: readonly string[],
  files: readonly SchemaFile[],
): PayloadFormat | Localizable<StepErrors> {
  const format = { id: 'avro-value', extension: '.avro' };
  if (name === undefined) return { ...format, name: 'Avro', ...tellingReading(() => all(files)) };
  const file = files.find((one) => one.name === name);
  if (file === undefined) return { key: 'no-file', args: { at: 0, file: name } };
  const read = readAvro(file, files);
  if (!read.ok) return { key: 'schema', args: { at: 0, ...read.error } };
  const { schema } = read;
  const wanted = type === undefined ? schema.type : schema.named.get(type);
  if (wanted === undefined)
    return { key: 'no-type', args: { at: 1, type: type ?? '', file: name } };
  const called = 'name' in wanted ? ` ${wanted.name}` : '';
  return { ...format, name: `Avro${called}`, ...avroReading(wanted) };
}

/** The types of each file, and the file as a whole. */
function all(files: readonly SchemaFile[]) {
  return files.filter(isAvroFile).flatMap((file) => {
    const read = readAvro(file, files);
    return read.ok ? [read.schema.type, ...read.schema.named.values()] : [];
  });
}

export const avroStep: Step = {
  name: 'avro',
  takes: [
    { kind: 'file', endings: AVRO_ENDINGS, isOptional: true },
    { kind: 'type', isOptional: true },
  ],
  make,
  typesIn(file, files) {
    const read = readAvro(file, files);
    return read.ok ? [...read.schema.named.keys()] : [];
  },
};
