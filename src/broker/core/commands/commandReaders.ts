/** What readers of commands have in common. */
import { base64 } from '@scure/base';
import { list, type Members, type Path, type Read, string, ValueFault, whole } from './members.ts';

/** One for each command; members that it does not ask for are a fault. */
export type Readers<C extends { readonly kind: string }> = {
  readonly [K in C['kind']]: (members: Members) => Extract<C, { readonly kind: K }>;
};

/** Tells the commands of these readers from others. */
export const isAmong =
  <C extends { readonly kind: string }>(readers: Readers<C>) =>
  (command: { readonly kind: string }): command is C =>
    Object.hasOwn(readers, command.kind);

/** In characters; of MQTT's texts, which have at most 65,535 bytes. */
export const name = string(65_535);
/** For what is looked for. */
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
    if (items.length > most) throw new ValueFault(path, { key: 'too-many', args: { most } });
    return items.map((item, index) => read(item, [...path, index]));
  };
}

/** A packet of 2 MiB, or a payload, in Base64. */
const LONGEST_BYTES = 2_800_000;

/** Base64, as it was given. */
export function packetBytes(value: unknown, path: Path): string {
  const text = string(LONGEST_BYTES)(value, path);
  try {
    base64.decode(text);
  } catch {
    throw new ValueFault(path, { key: 'not-base64', args: {} });
  }
  return text;
}
