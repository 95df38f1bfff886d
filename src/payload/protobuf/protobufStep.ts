/** The step `protobuf(sensors.proto, Reading)`, and `protobuf` without arguments, which guesses. */
import type { Localizable } from '../../base/message.ts';
import { protobuf } from '../formats/protobuf/protobuf.ts';
import type { JsonInput } from '../json/jsonInput.ts';
import { typedBySchema } from '../json/typedBySchema.ts';
import type { SchemaFile, Step, StepErrors } from '../schemas/step.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { messageReading } from './protoReading.ts';
import { linkTypes } from './protoTypes.ts';
import { writeMessage } from './protoWriting.ts';

function make(
  [name, type]: readonly string[],
  files: readonly SchemaFile[],
): PayloadFormat | Localizable<StepErrors> {
  if (name === undefined) return protobuf;
  const file = files.find((one) => one.name === name);
  if (file === undefined) return { key: 'no-file', args: { at: 0, file: name } };
  const linked = linkTypes(file, files);
  if (!linked.ok) return { key: 'schema', args: { at: 0, ...linked.error } };
  const { types } = linked;
  const wanted = type ?? (types.names.length === 1 ? types.names[0] : undefined);
  const message = wanted === undefined ? undefined : types.message(wanted);
  if (message === undefined) {
    return {
      key: 'no-type',
      args: { at: type === undefined ? 0 : 1, type: type ?? '', file: name },
    };
  }
  const reading = messageReading(types, message);
  const write = (input: JsonInput) => writeMessage(types, message, input);
  return {
    id: 'protobuf-message',
    name: `Protobuf ${message.name}`,
    extension: '.pb',
    ...reading,
    typed: typedBySchema({ write, ...messageReading(types, message, true) }),
  };
}

export const protobufStep: Step = {
  name: 'protobuf',
  takes: [
    { kind: 'file', endings: ['.proto'], isOptional: true },
    { kind: 'type', isOptional: true },
  ],
  make,
  typesIn(file, files) {
    const linked = linkTypes(file, files);
    return linked.ok ? linked.types.names : [];
  },
};
