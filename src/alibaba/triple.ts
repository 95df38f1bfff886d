/** Reads the three values of a device as copied from the console: as JSON, or with their names. */

export interface Triple {
  readonly productKey: string;
  readonly deviceName: string;
  /** Absent if it was not copied. */
  readonly deviceSecret: string | undefined;
}

const VALUE = String.raw`["'”]?\s*[:=：]\s*["'“]?([^\s"'“”,;，；{}]{1,200})`;
const NAMES = {
  productKey: new RegExp(`product[_ ]?key${VALUE}`, 'i'),
  deviceName: new RegExp(`device[_ ]?name${VALUE}`, 'i'),
  deviceSecret: new RegExp(`device[_ ]?secret${VALUE}`, 'i'),
} as const;

/** undefined if product key or device name is missing. */
export function tripleIn(text: string): Triple | undefined {
  const valueOf = (name: keyof typeof NAMES) => NAMES[name].exec(text)?.[1];
  const [productKey, deviceName] = [valueOf('productKey'), valueOf('deviceName')];
  if (productKey === undefined || deviceName === undefined) return undefined;
  return { productKey, deviceName, deviceSecret: valueOf('deviceSecret') };
}
