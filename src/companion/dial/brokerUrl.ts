/** Completes the address of a broker as people write it. */

/** Schemes of other tools. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['tcp', 'mqtt'],
  ['ssl', 'mqtts'],
  ['tls', 'mqtts'],
]);

/** Adds `mqtt://` to `broker:1883`, and replaces schemes of other tools. Does not check the rest. */
export function brokerUrl(text: string): string {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(text) ?? [];
  if (scheme === undefined) return /^\d*$/.test(text) ? text : `mqtt://${text}`;
  const known = ALIASES.get(scheme.toLowerCase());
  return known === undefined ? text : `${known}://${rest}`;
}
