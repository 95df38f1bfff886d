/** Ids of formats that are written by a connection's schema file: `protobuf(a.proto, A)@7`. */

/** Formats with a schema of the user, by the step that reads them. */
export const SCHEMA_KINDS = [{ id: 'protobuf', name: 'Protobuf' }] as const;

/** Includes the connection, because equally named files may differ between connections. */
export function schemaFormat(step: string, connectionId: string): string {
  return `${step}@${connectionId}`;
}

interface SchemaStep {
  /** `protobuf` without a type: nothing is chosen yet. */
  readonly step: string;
  readonly connectionId: string;
}

export function stepIn(format: string): SchemaStep {
  const at = format.lastIndexOf('@');
  return at === -1
    ? { step: format, connectionId: '' }
    : { step: format.slice(0, at), connectionId: format.slice(at + 1) };
}

/** Kind of the format. Undefined if it needs no file. */
export function schemaKind(format: string): string | undefined {
  return SCHEMA_KINDS.find(({ id }) => new RegExp(`^${id}(?:[(@]|$)`).test(format))?.id;
}

/** The same format for another connection, with that connection's files. */
export function formatFor(format: string, connectionId: string): string {
  return schemaKind(format) === undefined
    ? format
    : schemaFormat(stepIn(format).step, connectionId);
}
