/** `npm run check` takes a sample of the long tests. */
export const isSample = process.env['MQTTSCOPE_SAMPLE'] !== undefined;

/** Number of repetitions or amount of work of a test; in a sample `sample`, by default a tenth. */
export function runs(count: number, sample = Math.ceil(count / 10)): number {
  return isSample ? sample : count;
}

/** `npm run thorough` runs the full number of tries, with random seeds. */
export const isThorough = process.env['MQTTSCOPE_THOROUGH'] !== undefined;

/** Number of random cases or seeds: a sample unless the run is thorough, because few find a planted error. */
export function tries(count: number, sample = Math.ceil(count / 30)): number {
  return isThorough ? count : sample;
}
