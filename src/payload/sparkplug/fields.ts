/**
 * The messages of Sparkplug B (specification 3.0, section 6.4): their fields by number, and their meaning.
 */

type SparkplugScalar = 'uint32' | 'uint64' | 'float' | 'double' | 'bool' | 'string' | 'bytes';

export type SparkplugMessage =
  | 'Payload'
  | 'Metric'
  | 'MetaData'
  | 'PropertySet'
  | 'PropertyValue'
  | 'PropertySetList'
  | 'DataSet'
  | 'Row'
  | 'DataSetValue'
  | 'Template'
  | 'Parameter';

export interface SparkplugField {
  readonly name: string;
  readonly type: SparkplugScalar | SparkplugMessage;
  readonly isRepeated?: true;
  /**
   * `time`: ms since 1970; `datatype`: the number of a data type; `value`: one of the fields for a value,
   * selected by its data type.
   */
  readonly means?: 'time' | 'datatype' | 'value';
}

type Fields = ReadonlyMap<number, SparkplugField>;

const field = (
  name: string,
  type: SparkplugField['type'],
  means?: SparkplugField['means'],
): SparkplugField => (means === undefined ? { name, type } : { name, type, means });

const repeated = (
  name: string,
  type: SparkplugField['type'],
  means?: SparkplugField['means'],
): SparkplugField => ({ ...field(name, type, means), isRepeated: true });

/** A message has exactly one of these fields, numbered from `first`. */
function values(first: number, ...more: readonly SparkplugField[]): [number, SparkplugField][] {
  const all = [
    field('int_value', 'uint32', 'value'),
    field('long_value', 'uint64', 'value'),
    field('float_value', 'float', 'value'),
    field('double_value', 'double', 'value'),
    field('boolean_value', 'bool', 'value'),
    field('string_value', 'string', 'value'),
    ...more,
  ];
  return all.map((one, index) => [first + index, one]);
}

export const SPARKPLUG_FIELDS: Readonly<Record<SparkplugMessage, Fields>> = {
  Payload: new Map([
    [1, field('timestamp', 'uint64', 'time')],
    [2, repeated('metrics', 'Metric')],
    [3, field('seq', 'uint64')],
    [4, field('uuid', 'string')],
    [5, field('body', 'bytes')],
  ]),
  Metric: new Map([
    [1, field('name', 'string')],
    [2, field('alias', 'uint64')],
    [3, field('timestamp', 'uint64', 'time')],
    [4, field('datatype', 'uint32', 'datatype')],
    [5, field('is_historical', 'bool')],
    [6, field('is_transient', 'bool')],
    [7, field('is_null', 'bool')],
    [8, field('metadata', 'MetaData')],
    [9, field('properties', 'PropertySet')],
    ...values(
      10,
      field('bytes_value', 'bytes', 'value'),
      field('dataset_value', 'DataSet', 'value'),
      field('template_value', 'Template', 'value'),
    ),
  ]),
  MetaData: new Map([
    [1, field('is_multi_part', 'bool')],
    [2, field('content_type', 'string')],
    [3, field('size', 'uint64')],
    [4, field('seq', 'uint64')],
    [5, field('file_name', 'string')],
    [6, field('file_type', 'string')],
    [7, field('md5', 'string')],
    [8, field('description', 'string')],
  ]),
  PropertySet: new Map([
    [1, repeated('keys', 'string')],
    [2, repeated('values', 'PropertyValue')],
  ]),
  PropertyValue: new Map([
    [1, field('type', 'uint32', 'datatype')],
    [2, field('is_null', 'bool')],
    ...values(
      3,
      field('propertyset_value', 'PropertySet', 'value'),
      field('propertysets_value', 'PropertySetList', 'value'),
    ),
  ]),
  PropertySetList: new Map([[1, repeated('propertyset', 'PropertySet')]]),
  DataSet: new Map([
    [1, field('num_of_columns', 'uint64')],
    [2, repeated('columns', 'string')],
    [3, repeated('types', 'uint32', 'datatype')],
    [4, repeated('rows', 'Row')],
  ]),
  Row: new Map([[1, repeated('elements', 'DataSetValue')]]),
  DataSetValue: new Map(values(1)),
  Template: new Map([
    [1, field('version', 'string')],
    [2, repeated('metrics', 'Metric')],
    [3, repeated('parameters', 'Parameter')],
    [4, field('template_ref', 'string')],
    [5, field('is_definition', 'bool')],
  ]),
  Parameter: new Map([
    [1, field('name', 'string')],
    [2, field('type', 'uint32', 'datatype')],
    ...values(3),
  ]),
};

export const isSparkplugMessage = (type: SparkplugField['type']): type is SparkplugMessage =>
  type in SPARKPLUG_FIELDS;
