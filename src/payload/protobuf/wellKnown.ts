/** Contents of the standard Protobuf imports, so that the user need not add their files. */

const PACKAGE = 'syntax = "proto3"; package google.protobuf;';

const wrapper = (name: string, type: string) => `message ${name}Value { ${type} value = 1; }`;

const FILES: Readonly<Record<string, string>> = {
  any: 'message Any { string type_url = 1; bytes value = 2; }',
  duration: 'message Duration { int64 seconds = 1; int32 nanos = 2; }',
  empty: 'message Empty {}',
  field_mask: 'message FieldMask { repeated string paths = 1; }',
  struct: `
    message Struct { map<string, Value> fields = 1; }
    message Value {
      oneof kind {
        NullValue null_value = 1; double number_value = 2; string string_value = 3;
        bool bool_value = 4; Struct struct_value = 5; ListValue list_value = 6;
      }
    }
    enum NullValue { NULL_VALUE = 0; }
    message ListValue { repeated Value values = 1; }`,
  timestamp: 'message Timestamp { int64 seconds = 1; int32 nanos = 2; }',
  wrappers: [
    wrapper('Double', 'double'),
    wrapper('Float', 'float'),
    wrapper('Int64', 'int64'),
    wrapper('UInt64', 'uint64'),
    wrapper('Int32', 'int32'),
    wrapper('UInt32', 'uint32'),
    wrapper('Bool', 'bool'),
    wrapper('String', 'string'),
    wrapper('Bytes', 'bytes'),
  ].join(' '),
  // Needed only for options, which are skipped.
  descriptor: '',
};

/** The text of a file such as `google/protobuf/timestamp.proto`; undefined if it is not a standard file. */
export function wellKnown(path: string): string | undefined {
  const [, name = ''] = /^google\/protobuf\/(\w+)\.proto$/.exec(path) ?? [];
  const text = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
  return text === undefined ? undefined : PACKAGE + text;
}
