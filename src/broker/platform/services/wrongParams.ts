/** Code 460: which member of a message is not as documented, and how it is documented. */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import type { Misfit } from '../../../alibaba/alink/misfit.ts';
import type { Outcome } from './request.ts';

/** Characters of what came. */
const LONGEST = 60;

/** What is noted of it. */
export type WrongMember = Required<Pick<Outcome, 'about' | 'misfits'>>;

/**
 * @param path from the message's beginning: `params[2].attrKey`
 * @param value undefined: it is missing
 * @param documented in JSON's notation, or the numbers that it may be
 */
export function wrongMember(path: string, value: unknown, documented: string): WrongMember {
  const key = value === undefined ? 'missing' : 'not-documented';
  const why: Misfit['why'] = { key, args: {} };
  return { about: path, misfits: [{ path, why, expected: documented, came: briefly(value) }] };
}

/** The message is refused, as its parameters are not as documented. */
export function wrongParams(path: string, value: unknown, documented: string) {
  return {
    kind: 'refused',
    code: 460,
    why: 'params',
    ...wrongMember(path, value, documented),
  } as const;
}

/** Of the first item that is not right, or of the list where it is none. @param path of the list */
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

/** Of a list with more items than the documentation allows. */
export const wrongLength = (path: string, length: number, most: number) =>
  wrongParams(`${path}.length`, length, `1 … ${most}`);

/** Of members that have one value only. */
export function wrongConstant(params: unknown, documented: Readonly<Record<string, string>>) {
  if (!isObject(params)) return wrongParams('params', params, JSON.stringify(documented));
  const wrong = Object.entries(documented).find(([name, value]) => params[name] !== value);
  if (wrong === undefined) return undefined;
  const [name, value] = wrong;
  return wrongParams(`params.${name}`, params[name], JSON.stringify(value));
}

/** What is inside stands in the payload, and may be a signature. */
function briefly(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[…]';
  if (isObject(value)) return Object.keys(value).length === 0 ? '{}' : '{…}';
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
