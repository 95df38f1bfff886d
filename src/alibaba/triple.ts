/** The three values of a device as the console has them copied: as JSON, or by their names. */

export interface Triple {
  readonly productKey: string;
  readonly deviceName: string;
  /** Absent where it was not copied along. */
  readonly deviceSecret: string | undefined;
}

const VALUE = String.raw`["'”]?\s*[:=：]\s*["'“]?([^\s"'“”,;，；{}]{1,200})`;
const NAMES = {
  productKey: new RegExp(`product[_ ]?key${VALUE}`, 'i'),
  deviceName: new RegExp(`device[_ ]?name${VALUE}`, 'i'),
  deviceSecret: new RegExp(`device[_ ]?secret${VALUE}`, 'i'),
} as const;

/** undefined: it does not name product key and device name. */
export function tripleIn(text: string): Triple | undefined {
  const valueOf = (name: keyof typeof NAMES) => NAMES[name].exec(text)?.[1];
  const [productKey, deviceName] = [valueOf('productKey'), valueOf('deviceName')];
  if (productKey === undefined || deviceName === undefined) return undefined;
  return { productKey, deviceName, deviceSecret: valueOf('deviceSecret') };
}
