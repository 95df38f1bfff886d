/** Brokers that refuse a subscription to `#`, or block the client that asks for it. */

const REFUSING: readonly RegExp[] = [
  /^test\.mosquitto\.org$/,
  /^broker\.emqx\.io$/,
  /\.amazonaws\.com(\.cn)?$/,
  /\.azure-devices\.(net|cn)$/,
  /\.aliyuncs\.com$/,
  /\.myhuaweicloud\.com$/,
  /\.tencentdevices\.com$/,
  /\.thethings\.(network|industries)$/,
  /\.meshtastic\.org$/,
];

/** @param host empty if unknown */
export function takesEverything(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return !REFUSING.some((pattern) => pattern.test(name));
}
