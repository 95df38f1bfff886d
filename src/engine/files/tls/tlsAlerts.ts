/** Names TLS alerts (RFC 8446, 6). */

export function alertNamed(description: number): string {
  return `${ALERTS.get(description) ?? 'alert'} (${description})`;
}

/** Name in the standard, e.g. `unknown_ca`. */
export const alertName = (description: number): string =>
  (ALERTS.get(description) ?? `alert ${description}`)
    .toLowerCase()
    .replace('cancelled', 'canceled')
    .replaceAll(' ', '_');

const ALERTS: ReadonlyMap<number, string> = new Map([
  [0, 'close notify'],
  [10, 'unexpected message'],
  [20, 'bad record MAC'],
  [22, 'record overflow'],
  [40, 'handshake failure'],
  [42, 'bad certificate'],
  [43, 'unsupported certificate'],
  [44, 'certificate revoked'],
  [45, 'certificate expired'],
  [46, 'certificate unknown'],
  [47, 'illegal parameter'],
  [48, 'unknown CA'],
  [49, 'access denied'],
  [50, 'decode error'],
  [51, 'decrypt error'],
  [70, 'protocol version'],
  [71, 'insufficient security'],
  [80, 'internal error'],
  [86, 'inappropriate fallback'],
  [90, 'user cancelled'],
  [109, 'missing extension'],
  [112, 'unrecognized name'],
  [116, 'certificate required'],
  [120, 'no application protocol'],
]);
