/** The definitions in a `.proto` file. */

type Scalar =
  | 'double'
  | 'float'
  | 'int32'
  | 'int64'
  | 'uint32'
  | 'uint64'
  | 'sint32'
  | 'sint64'
  | 'fixed32'
  | 'fixed64'
  | 'sfixed32'
  | 'sfixed64'
  | 'bool'
  | 'string'
  | 'bytes';

export const SCALARS: ReadonlySet<string> = new Set<Scalar>([
  'double',
  'float',
  'int32',
  'int64',
  'uint32',
  'uint64',
  'sint32',
  'sint64',
  'fixed32',
  'fixed64',
  'sfixed32',
  'sfixed64',
  'bool',
  'string',
  'bytes',
]);

export interface FieldType {
  /** A scalar, or the name of a message or enum. */
  readonly name: string;
  /** Character offset of the name in its file. */
  readonly at: number;
}

export interface ProtoField {
  readonly name: string;
  readonly number: number;
  readonly type: FieldType;
  readonly isRepeated: boolean;
  /** Several numbers are written as one packed field. */
  readonly isPacked?: boolean;
  readonly isGroup?: true;
  /** The key type of a map; `type` is the type of its values. */
  readonly keys?: FieldType;
  /** The `oneof` that contains it; a message has the last of these fields. */
  readonly oneof?: string;
}

export interface ProtoMessage {
  readonly kind: 'message';
  /** The full name, with the package and the enclosing messages. */
  readonly name: string;
  readonly fields: Map<number, ProtoField>;
}

export interface ProtoEnum {
  readonly kind: 'enum';
  readonly name: string;
  /** With the first of several names for a number. */
  readonly values: Map<number, string>;
}

/** Fields that extend a message of this or another file. */
export interface ProtoExtension {
  /** The extended message, as this file names it. */
  readonly of: FieldType;
  readonly scope: string;
  readonly fields: readonly ProtoField[];
}

export interface ProtoFile {
  readonly package: string;
  readonly imports: readonly { readonly path: string; readonly at: number }[];
  readonly types: ReadonlyMap<string, ProtoMessage | ProtoEnum>;
  readonly extensions: readonly ProtoExtension[];
}

/** The full name of a definition in a package or message. */
export function within(scope: string, name: string): string {
  return scope === '' ? name : `${scope}.${name}`;
}
