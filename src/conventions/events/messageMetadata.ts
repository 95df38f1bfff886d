/** The parts of a PUBLISH besides its topic that give it a meaning. */
import { append } from '../../base/append.ts';
import { Decimal } from '../../base/decimal.ts';
import { type Property, propertyValue } from '../../mqtt/tables/properties.ts';
import { jsonOf, memberAt, plainText } from '../../payload/json/memberAt.ts';

export interface SaidByMessage {
  readonly contentType: string | undefined;
  /** User properties in their order. */
  readonly user: readonly (readonly [name: string, value: string])[];
  readonly payload: Uint8Array;
}

export const saidBy = (properties: readonly Property[], payload: Uint8Array): SaidByMessage => ({
  contentType: propertyValue(properties, 'contentType'),
  user: properties.flatMap(({ name, value }) => (name === 'userProperty' ? [value] : [])),
  payload,
});

/** Attributes of a message by name: user properties, or members of its JSON. */
export type Attributes = ReadonlyMap<string, readonly string[]>;

export function userAttributes({ user }: SaidByMessage): Attributes {
  const all = new Map<string, string[]>();
  for (const [name, value] of user) append(all, name, value);
  return all;
}

/** Texts and numbers among the members of an object; undefined if the payload is not an object. */
export function jsonAttributes({ payload }: SaidByMessage): Attributes | undefined {
  const value = jsonOf(payload);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const names = Object.keys(value);
  return new Map(
    names.flatMap((name) => {
      const member = memberAt(value, [name]);
      const isPlain = typeof member !== 'object' || member instanceof Decimal;
      const text = isPlain ? plainText(member) : undefined;
      return text === undefined ? [] : [[name, [text]]];
    }),
  );
}
