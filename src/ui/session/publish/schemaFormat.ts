/** How formats are called that are written by a schema file of a connection: `protobuf(a.proto, A)@7`. */

/** Formats with a schema of the person's, by the step that reads them. */
export const SCHEMA_KINDS = [
  { id: 'protobuf', name: 'Protobuf' },
  { id: 'avro', name: 'Avro' },
] as const;

/** Files differ from one connection to the next, even where they are called alike. */
export function schemaFormat(step: string, connectionId: string): string {
  return `${step}@${connectionId}`;
}

interface SchemaStep {
  /** `protobuf` alone: nothing is chosen yet. */
  readonly step: string;
  readonly connectionId: string;
}

export function stepIn(format: string): SchemaStep {
  const at = format.lastIndexOf('@');
  return at === -1
    ? { step: format, connectionId: '' }
    : { step: format.slice(0, at), connectionId: format.slice(at + 1) };
}

/** Which kind it is of; undefined: it needs no file. */
export function schemaKind(format: string): string | undefined {
  return SCHEMA_KINDS.find(({ id }) => new RegExp(`^${id}(?:[(@]|$)`).test(format))?.id;
}

/** The same for another connection, whose files it is written by there. */
export function formatFor(format: string, connectionId: string): string {
  return schemaKind(format) === undefined
    ? format
    : schemaFormat(stepIn(format).step, connectionId);
}
