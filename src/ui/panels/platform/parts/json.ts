/** JSON text from the platform, for display. */
import { parseJson } from '../../../../payload/json/parseJson.ts';

/** The text itself if it is not JSON. */
export function parsedJson(text: string): unknown {
  const value = parseJson(text);
  return value === undefined ? text : value;
}
