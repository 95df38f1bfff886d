/** Shared parts of command readers. */
import { base64 } from '@scure/base';
import { list, type Members, type Path, type Read, string, ValueError, whole } from './members.ts';

/** A reader for each command; members that it does not read are an error. */
export type Readers<C extends { readonly kind: string }> = {
  readonly [K in C['kind']]: (members: Members) => Extract<C, { readonly kind: K }>;
};

/** Returns a test for the commands of these readers. */
export const isAmong =
  <C extends { readonly kind: string }>(readers: Readers<C>) =>
  (command: { readonly kind: string }): command is C =>
    Object.hasOwn(readers, command.kind);

/** Limit in characters; MQTT strings have at most 65,535 bytes. */
export const name = string(65_535);
/** Search text. */
export const search = string(1000);
export const count = whole(0, Number.MAX_SAFE_INTEGER);
const LONGEST_PAGE = 500;

export const page = (members: Members): { first: number; count: number } => ({
  first: members.required('first', count),
  count: members.required('count', whole(0, LONGEST_PAGE)),
});

export const bare =
  <const K extends string>(kind: K) =>
  (): { readonly kind: K } => ({ kind });

export function listOf<T>(
  read: Read<T>,
  most: number = Number.MAX_SAFE_INTEGER,
): Read<readonly T[]> {
  return (value: unknown, path: Path) => {
    const items = list(value, path);
    if (items.length > most) throw new ValueError(path, { key: 'too-many', args: { most } });
    return items.map((item, index) => read(item, [...path, index]));
  };
}

/** Fits a packet of 2 MiB, or a payload, in Base64. */
const LONGEST_BYTES = 2_800_000;

/** Validates Base64 and returns it unchanged. */
export function packetBytes(value: unknown, path: Path): string {
  const text = string(LONGEST_BYTES)(value, path);
  try {
    base64.decode(text);
  } catch {
    throw new ValueError(path, { key: 'not-base64', args: {} });
  }
  return text;
}
