/** Reads a stored MQTT 5 property. */
import { PROPERTIES, type Property, type PropertyName } from '../../mqtt/tables/properties.ts';
import { isOfFormat, LARGEST_OF } from '../../mqtt/tables/propertyFormats.ts';
import { type Fields, LONGEST_TEXT } from './storedFields.ts';

const names = Object.keys(PROPERTIES).filter((name): name is PropertyName => name in PROPERTIES);

export function readProperty(fields: Fields): Property {
  const name = fields.oneOf('name', names);
  if (isOfFormat(name, 'utf8')) return { name, value: fields.text('value') };
  if (isOfFormat(name, 'binary')) return { name, value: fields.bytes('value', LONGEST_TEXT) };
  if (isOfFormat(name, 'pair')) return { name, value: fields.pair('value') };
  return { name, value: fields.whole('value', LARGEST_OF[PROPERTIES[name].format]) };
}
