/** Groups properties by the encoding of their values, also for the compiler. */
import { PROPERTIES, type PropertyName } from './properties.ts';

type NameOf<F extends string> = {
  [N in PropertyName]: (typeof PROPERTIES)[N]['format'] extends F ? N : never;
}[PropertyName];

/** Type guard for the properties of some formats. */
export function isOfFormat<F extends string>(
  name: PropertyName,
  ...formats: readonly F[]
): name is NameOf<F> {
  return formats.some((format) => format === PROPERTIES[name].format);
}

/** The largest number of each format. */
export const LARGEST_OF = { byte: 0xff, uint16: 0xffff, uint32: 0xffff_ffff, varint: 0xfff_ffff };
