/** The types of an Avro schema (Avro specification 1.12). */

/** The meaning of a value of a type (logical type). */
export type AvroLogical =
  | { readonly kind: 'decimal'; readonly scale: number }
  | {
      readonly kind:
        | 'uuid'
        | 'duration'
        | 'date'
        | 'time-millis'
        | 'time-micros'
        | 'timestamp-millis'
        | 'timestamp-micros'
        | 'timestamp-nanos'
        | 'local-timestamp-millis'
        | 'local-timestamp-micros'
        | 'local-timestamp-nanos';
    };

export const PRIMITIVES = [
  'null',
  'boolean',
  'int',
  'long',
  'float',
  'double',
  'bytes',
  'string',
] as const;

interface AvroPrimitive {
  readonly kind: (typeof PRIMITIVES)[number];
  readonly logical: AvroLogical | undefined;
}

export interface AvroRecord {
  readonly kind: 'record';
  /** With its namespace. */
  readonly name: string;
  /** Filled while the record is read, because its fields may have the record's type. */
  readonly fields: { readonly name: string; readonly type: AvroType }[];
}

interface AvroEnum {
  readonly kind: 'enum';
  readonly name: string;
  readonly symbols: readonly string[];
}

interface AvroFixed {
  readonly kind: 'fixed';
  readonly name: string;
  readonly size: number;
  readonly logical: AvroLogical | undefined;
}

export interface AvroUnion {
  readonly kind: 'union';
  readonly branches: readonly AvroType[];
}

export type AvroNamed = AvroRecord | AvroEnum | AvroFixed;

export type AvroType =
  | AvroPrimitive
  | AvroNamed
  | AvroUnion
  | { readonly kind: 'array'; readonly items: AvroType }
  | { readonly kind: 'map'; readonly values: AvroType };

/** The name of a union's branch in JSON: the name of a named type, the kind of any other. */
export function branchName(type: AvroType): string {
  return 'name' in type ? type.name : type.kind;
}
