import type { Field } from '../../mqtt/dissect/dissection.ts';

/** The payload of a dissected PUBLISH. */
export function payloadIn(fields: readonly Field[]): Uint8Array | undefined {
  const value = fields.find(({ name }) => name === 'mqtt.msg')?.value;
  return value instanceof Uint8Array ? value : undefined;
}
