/** Code 460: describes which member of a message differs from the documentation, and the documented form. */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import type { Misfit } from '../../../alibaba/alink/misfit.ts';
import type { Outcome } from './request.ts';

/** Characters of the received value. */
const LONGEST = 60;

/** Note about the member. */
export type WrongMember = Required<Pick<Outcome, 'about' | 'misfits'>>;

/**
 * @param path from the message's beginning: `params[2].attrKey`
 * @param value undefined: missing
 * @param documented in JSON's notation, or the allowed numbers
 */
export function wrongMember(path: string, value: unknown, documented: string): WrongMember {
  const key = value === undefined ? 'missing' : 'not-documented';
  const why: Misfit['why'] = { key, args: {} };
  return { about: path, misfits: [{ path, why, expected: documented, came: briefly(value) }] };
}

/** Refuses a message whose parameters differ from the documentation. */
export function wrongParams(path: string, value: unknown, documented: string) {
  return {
    kind: 'refused',
    code: 460,
    why: 'params',
    ...wrongMember(path, value, documented),
  } as const;
}

/** Reports the first wrong item, or the value if it is not a list. @param path of the list */
export function wrongItem(
  path: string,
  list: unknown,
  documented: string,
  isRight: (item: unknown) => boolean,
) {
  if (!Array.isArray(list) || list.length === 0)
    return wrongParams(path, list, `[${documented}, …]`);
  const items: readonly unknown[] = list;
  const at = items.findIndex((item) => !isRight(item));
  return at < 0 ? undefined : wrongParams(`${path}[${at}]`, items[at] ?? null, documented);
}

/** Reports a list with more items than documented. */
export const wrongLength = (path: string, length: number, most: number) =>
  wrongParams(`${path}.length`, length, `1 … ${most}`);

/** Hides nested values, which may contain a signature; the payload has them. */
function briefly(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[…]';
  if (isObject(value)) return Object.keys(value).length === 0 ? '{}' : '{…}';
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
