/** Finds other signed parts in a log: times and client ids. */

export const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** From 2001 to 2100, so that other numbers of that length do not count. */
const TIME = /(?<![\w.])(?:[1-3]\d{12}|[1-3]\d{9})(?![\w.])/g;
const ISO_TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)/g;
/** Limit of times in a log; the last ones count. */
const MOST_TIMES = 200;

export function timestampsIn(text: string): readonly string[] {
  const numbers = [...text.matchAll(TIME)].map(([digits]) => digits);
  const named = [...text.matchAll(/timestamp["'=: ]{0,4}(\d{1,16})/gi)].map(
    ([, digits = '']) => digits,
  );
  const dates = [...text.matchAll(ISO_TIME)].map(([date]) => Date.parse(date));
  const iso = dates.filter((time) => Number.isFinite(time)).map(String);
  return distinct([...iso, ...numbers, ...named].slice(-MOST_TIMES));
}

/** The signed text, printed by a program. */
const SIGN_CONTENT = /clientId([^\r\n]{1,200}?)deviceName[^\r\n]{1,80}?productKey/g;
const NAMED_ID =
  /client[\s_.-]?id["'\])]{0,2}\s{0,4}(?:[:=>]|->|\bis\b|为|是)[:=>]?\s{0,4}["'[(]?([^\s"'|,;\])]{1,200})/gi;
/** Limit of client ids in a log; the last ones count. */
const MOST_IDS = 50;

/** Texts that may have been signed as the client id's base. */
export function clientIdsIn(text: string): readonly string[] {
  const found = [SIGN_CONTENT, NAMED_ID].flatMap((shape) =>
    [...text.matchAll(shape)].map(([, id = '']) => id),
  );
  return distinct(found.filter((id) => id !== '')).slice(-MOST_IDS);
}
