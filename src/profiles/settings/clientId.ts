/** Makes client identifiers: unique per tab, because two clients with the same one displace each other. */

/** Six hex digits. Works in pages over plain HTTP too, which have no `randomUUID`. */
export function randomEnd(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(3));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** e.g. `mqttscope-7f3a9c`; 16 characters, which every broker accepts (MQTT-3.1.3-5). */
export function newClientId(): string {
  return `mqttscope-${randomEnd()}`;
}
