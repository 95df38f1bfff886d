/**
 * Test kit: the normative statements of MQTT 5.0 and 3.1.1 about servers, by number: obligations, refusals,
 * and rules for both ends. Statements that bind only clients are left out. Lists the last numbers of each
 * section.
 */
type Statements = Readonly<Record<string, readonly number[]>>;

const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, at) => at + 1);

const V5: Statements = {
  '1.5.4': [1, 2, 3],
  '1.5.5': [1],
  '1.5.7': [1],
  '2.1.3': [1],
  '2.2.1': [2, 3, 4, 5, 6],
  '2.2.2': [1],
  '3.1.0': [1, 2],
  // 20: the client's PINGREQ.
  '3.1.2': [...upTo(19), ...upTo(30).slice(20)],
  '3.1.3': upTo(12),
  '3.1.4': upTo(6),
  '3.2.0': [1, 2],
  // 4 and 5: a client's handling of Session Present.
  '3.2.2': [1, 2, 3, ...upTo(22).slice(5)],
  '3.3.1': upTo(13),
  // 10: aliases that a client accepts.
  '3.3.2': [...upTo(9), ...upTo(20).slice(10)],
  // 8: delays that a client must not make.
  '3.3.4': [1, 2, 3, 4, 5, 6, 7, 9, 10],
  '3.4.2': [1, 2, 3],
  '3.5.2': [1, 2, 3],
  '3.6.1': [1],
  '3.6.2': [1, 2, 3],
  '3.7.2': [1, 2, 3],
  '3.8.1': [1],
  '3.8.3': upTo(5),
  '3.8.4': upTo(8),
  '3.9.2': [1, 2],
  '3.9.3': [1, 2],
  '3.10.1': [1],
  '3.10.3': [1, 2],
  '3.10.4': upTo(6),
  '3.11.2': [1, 2],
  '3.11.3': [1, 2],
  '3.12.4': [1],
  '3.14.0': [1],
  '3.14.1': [1],
  '3.14.2': [1, 2, 3, 4],
  '3.14.4': [1, 2, 3],
  '3.15.1': [1],
  '3.15.2': [1, 2, 3],
  '4.1.0': [1, 2],
  '4.2.0': [1],
  '4.3.1': [1],
  '4.3.2': upTo(5),
  '4.3.3': upTo(13),
  '4.4.0': [1, 2],
  // 2: a client's acknowledgements.
  '4.5.0': [1],
  // 1 to 4: the client's order.
  '4.6.0': [5, 6],
  '4.7.0': [1],
  '4.7.1': [1, 2],
  '4.7.2': [1],
  '4.7.3': upTo(4),
  '4.8.2': upTo(6),
  '4.9.0': [1, 2, 3],
  '4.12.0': upTo(7),
  '4.12.1': [1, 2],
  '4.13.1': [1],
  '4.13.2': [1],
  // 3: the client's offer.
  '6.0.0': [1, 2, 4],
};

const V4: Statements = {
  '1.5.3': [1, 2, 3],
  '2.2.2': [1, 2],
  // 2 and 3: the client's identifiers.
  '2.3.1': [1, 4, 5, 6, 7],
  '3.1.0': [1, 2],
  // 23: the client's PINGREQ.
  '3.1.2': [...upTo(22), 24],
  '3.1.3': upTo(11),
  '3.1.4': upTo(5),
  '3.2.0': [1],
  '3.2.2': upTo(6),
  '3.3.1': upTo(12),
  '3.3.2': [1, 2, 3],
  '3.3.4': [1],
  '3.3.5': [1, 2],
  '3.6.1': [1],
  '3.8.1': [1],
  '3.8.3': [1, 2, 3, 4],
  '3.8.4': upTo(6),
  '3.9.3': [1, 2],
  '3.10.1': [1],
  '3.10.3': [1, 2],
  '3.10.4': upTo(6),
  '3.12.4': [1],
  '3.14.1': [1],
  // 1 and 2: a client's behaviour after DISCONNECT.
  '3.14.4': [3],
  '4.1.0': [1, 2],
  '4.2.0': [1],
  '4.3.1': [1],
  '4.3.2': [1, 2],
  '4.3.3': [1, 2],
  '4.4.0': [1],
  '4.5.0': [1],
  '4.6.0': [5, 6],
  '4.7.1': [1, 2, 3],
  '4.7.2': [1],
  '4.7.3': upTo(4),
  '4.8.0': [1, 2],
  '6.0.0': [1, 2, 4],
};

export type Edition = '3.1' | '3.1.1' | '5.0';

const numbersOf = (statements: Statements): readonly string[] =>
  Object.entries(statements).flatMap(([section, numbers]) =>
    numbers.map((number) => `${section}-${number}`),
  );

/** MQTT 3.1 has no numbers: its sections with obligations of a server. */
const V3: readonly string[] =
  '2.1 2.4 2.5 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 3.9 3.10 3.11 3.12 3.13 3.14 4.1 4.2 4.3 A'.split(
    ' ',
  );

export const SERVER_STATEMENTS: Readonly<Record<Edition, readonly string[]>> = {
  '3.1': V3,
  '3.1.1': numbersOf(V4),
  '5.0': numbersOf(V5),
};

/** A test title that ends in its numbers: `… [MQTT-3.1.0-1, 3.1.0-2; 3.1.1: MQTT-3.1.0-1]`. */
const NUMBERED =
  /(['"`])(?:(?!\1)[^\n])*?\[((?:3\.1: |(?:3\.1\.1: )?MQTT-)[^\]\n]+)\](?:(?!\1)[^\n])*\1/g;

/**
 * Extracts the numbers from the names of a file's tests. MQTT 5 numbers are first, then after a semicolon the
 * 3.1.1 numbers or 3.1 sections; `a to b` is a range within one section.
 */
export function numbersInNames(source: string): ReadonlyMap<Edition, ReadonlySet<string>> {
  const found = new Map<Edition, Set<string>>();
  for (const [, , content = ''] of source.matchAll(NUMBERED)) {
    for (const part of content.split(';')) {
      const edition = editionOf(part.trim());
      const list = part.replace(`${edition}:`, '').replaceAll('MQTT-', '');
      const numbers = list.split(',').flatMap((item) => expand(item.trim()));
      found.set(edition, new Set([...(found.get(edition) ?? []), ...numbers]));
    }
  }
  return found;
}

function editionOf(part: string): Edition {
  if (part.startsWith('3.1:')) return '3.1';
  return part.startsWith('3.1.1:') ? '3.1.1' : '5.0';
}

function expand(item: string): readonly string[] {
  const [from = '', to] = item.split(' to ');
  if (to === undefined) return [from];
  const [section = '', first = ''] = from.split('-');
  const last = Number(to.split('-')[1]);
  const count = last - Number(first) + 1;
  return Array.from({ length: count }, (_, at) => `${section}-${Number(first) + at}`);
}
