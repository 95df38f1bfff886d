/** Detects whether the user still waits for a requested action or has done something else since. */

let acts = 0;

const MODIFIERS: ReadonlySet<string> = new Set(['Alt', 'AltGraph', 'Control', 'Meta', 'Shift']);

/** Keys that do nothing by themselves. */
export const isModifier = (key: string): boolean => MODIFIERS.has(key);

/** Runs before all other listeners. Returns a function that stops it. */
export function startTrackingIntent(): () => void {
  const count = (event: Event): void => {
    if (!(event instanceof KeyboardEvent && isModifier(event.key))) acts += 1;
  };
  const kinds = ['keydown', 'pointerdown', 'click', 'input'];
  for (const kind of kinds) addEventListener(kind, count, { capture: true });
  return () => {
    for (const kind of kinds) removeEventListener(kind, count, { capture: true });
  };
}

/** Returns a function that is true until the user does anything else. */
export function trackIntent(): () => boolean {
  const before = acts;
  return () => acts === before;
}
