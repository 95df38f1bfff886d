/** Maps a data type to the field for its values. */
import type { DataType } from './dataTypes.ts';

/** Names of these fields in `schema.ts`. */
export type ValueField =
  | 'int_value'
  | 'long_value'
  | 'float_value'
  | 'double_value'
  | 'boolean_value'
  | 'string_value'
  | 'bytes_value'
  | 'dataset_value'
  | 'template_value'
  | 'propertyset_value'
  | 'propertysets_value';

export function valueField(type: DataType): ValueField {
  switch (type) {
    case 'Int8':
    case 'Int16':
    case 'Int32':
    case 'UInt8':
    case 'UInt16':
    case 'UInt32':
      return 'int_value';
    case 'Int64':
    case 'UInt64':
    case 'DateTime':
      return 'long_value';
    case 'Float':
      return 'float_value';
    case 'Double':
      return 'double_value';
    case 'Boolean':
      return 'boolean_value';
    case 'Unknown':
    case 'String':
    case 'Text':
    case 'UUID':
      return 'string_value';
    case 'DataSet':
      return 'dataset_value';
    case 'Template':
      return 'template_value';
    case 'PropertySet':
      return 'propertyset_value';
    case 'PropertySetList':
      return 'propertysets_value';
    case 'Bytes':
    case 'File':
    case 'Int8Array':
    case 'Int16Array':
    case 'Int32Array':
    case 'Int64Array':
    case 'UInt8Array':
    case 'UInt16Array':
    case 'UInt32Array':
    case 'UInt64Array':
    case 'FloatArray':
    case 'DoubleArray':
    case 'BooleanArray':
    case 'StringArray':
    case 'DateTimeArray':
      return 'bytes_value';
  }
}
