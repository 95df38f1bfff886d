/** Recognises files of packet lines, which mqttscope writes but does not read. */

const JSON_LINE = '{"schema';
const CSV_HEAD = 'no,time,';

/** @param start at least the first 8 bytes of the file */
export function startsLikeLines(start: Uint8Array): 'NDJSON' | 'CSV' | undefined {
  const text = String.fromCharCode(...start.subarray(0, 8));
  if (text === JSON_LINE) return 'NDJSON';
  return text === CSV_HEAD ? 'CSV' : undefined;
}
