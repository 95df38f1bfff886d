/** Reads a stored MQTT 5 property. */
import { PROPERTIES, type Property, type PropertyName } from '../mqtt/properties.ts';
import type { Fields } from './storedFields.ts';

type NameOf<F extends string> = {
  [N in PropertyName]: (typeof PROPERTIES)[N]['format'] extends F ? N : never;
}[PropertyName];

const names = Object.keys(PROPERTIES).filter((name): name is PropertyName => name in PROPERTIES);

/** Tells the names of one format from the others, for the compiler too. */
function has<F extends string>(name: PropertyName, ...formats: readonly F[]): name is NameOf<F> {
  return formats.some((format) => format === PROPERTIES[name].format);
}

const MOST = { byte: 0xff, uint16: 0xff_ff, uint32: 0xff_ff_ff_ff, varint: 0xf_ff_ff_ff };

export function readProperty(fields: Fields): Property {
  const name = fields.oneOf('name', names);
  if (has(name, 'utf8')) return { name, value: fields.text('value') };
  if (has(name, 'binary')) return { name, value: fields.bytes('value') };
  if (has(name, 'pair')) return { name, value: fields.pair('value') };
  return { name, value: fields.whole('value', MOST[PROPERTIES[name].format]) };
}
