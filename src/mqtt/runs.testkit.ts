/** `npm run check` takes a sample of the long tests. */
export const isSample = process.env['MQTTSCOPE_SAMPLE'] !== undefined;

/** How often, or how much of it, a test tries; a tenth in a sample unless told otherwise. */
export function runs(count: number, sample = Math.ceil(count / 10)): number {
  return isSample ? sample : count;
}
