/** Writes JSON with embedded texts unchanged, because parsing them would lose digits of large numbers. */
import { parseJson } from '../../payload/json/parseJson.ts';

/** A value that already is JSON text. */
export class RawJson {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /** Text that is not JSON becomes a string. */
  static of(text: string): RawJson {
    return new RawJson(parseJson(text) !== undefined ? text : JSON.stringify(text));
  }
}

/** Serialises our own shallow values, omitting undefined members. */
export function jsonText(value: unknown): string {
  if (value instanceof RawJson) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`).join(',')}}`;
}
