/**
 * Small view settings stored in this browser. Without storage, or with unknown values, the defaults apply.
 */

export function remembered(key: string): unknown {
  try {
    const text = localStorage.getItem(`mqttscope.${key}`);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    // Blocked storage or foreign text counts as nothing stored.
    return undefined;
  }
}

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(`mqttscope.${key}`, JSON.stringify(value));
  } catch {
    // Blocked or full storage: the setting lasts as long as the page.
  }
}
