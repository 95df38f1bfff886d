/** JSON in which some texts stand as they came: parsing and writing them anew would cost digits of large numbers. */
import { parseJson } from '../../payload/json/parseJson.ts';

/** A value that is JSON text already. */
export class RawJson {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /** What is no JSON becomes a string. */
  static of(text: string): RawJson {
    return new RawJson(parseJson(text) !== undefined ? text : JSON.stringify(text));
  }
}

/** Of our own, shallow values; members that are undefined are left out. */
export function jsonText(value: unknown): string {
  if (value instanceof RawJson) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`).join(',')}}`;
}
