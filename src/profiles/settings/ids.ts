/** Makes random ids without `randomUUID`, which pages over plain HTTP lack. */

function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Id of a stored item. */
export function newId(): string {
  return randomHex(12);
}

/** Makes a client identifier unique per tab, because two clients with the same one displace each other. */
export function randomEnd(): string {
  return randomHex(3);
}

/** e.g. `mqttscope-7f3a9c`; 16 characters, which every broker accepts (MQTT-3.1.3-5). */
export function newClientId(): string {
  return `mqttscope-${randomEnd()}`;
}
