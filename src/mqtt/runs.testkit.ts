/** How often a property is tried: `npm run check` sets MQTTSCOPE_SAMPLE and takes a tenth. */
export function runs(count: number): number {
  return process.env['MQTTSCOPE_SAMPLE'] === undefined ? count : Math.ceil(count / 10);
}
