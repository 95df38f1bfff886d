/** Environment variables of every device program, and its output: one line of JSON per event. */

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}

export const PRODUCT_KEY = required('PRODUCT_KEY');
export const DEVICE_NAME = required('DEVICE_NAME');
export const DEVICE_SECRET = required('DEVICE_SECRET');
/** `mqtt://127.0.0.1:1883`. */
export const BROKER_URL = required('BROKER_URL');
/** ms between posts. */
export const INTERVAL = Number(process.env['INTERVAL'] ?? 5000);
/** Subscriptions may persist from an earlier start. */
export const SUBSCRIBES = process.env['SUBSCRIBES'] !== 'no';

/** Class of custom topics that the reference device subscribes to. */
export const CONTROL = `/${PRODUCT_KEY}/${DEVICE_NAME}/control`;

export type DeviceEvent =
  | 'connect'
  | 'close'
  | 'error'
  | 'subscribed'
  | 'reply'
  | 'set'
  | 'control'
  | 'service';

export function tell(event: DeviceEvent, detail: unknown = null): void {
  process.stdout.write(`${JSON.stringify({ event, detail })}\n`);
}

/** Parses a message's payload of any form. */
export function read(payload: { toString(): string }): unknown {
  const text = payload.toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
