/** JSON text from the platform, for people. */
import { parseJson } from '../../../payload/json/parseJson.ts';

/** The text itself where it is no JSON. */
export function parsedJson(text: string): unknown {
  const value = parseJson(text);
  return value === undefined ? text : value;
}
