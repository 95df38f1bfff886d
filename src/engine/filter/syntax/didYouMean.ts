/** Suggests the word or number the user probably meant when a value is unknown. */
import type { FilterField } from './fields.ts';
import { nearestOf } from './nearest.ts';

/** Names for directions and exchange states in other tools. */
const FOREIGN_VALUES: ReadonlyMap<string, string> = new Map([
  ...pairs('in', 'incoming inbound received receive recv rx down downlink downstream'),
  ...pairs('out', 'outgoing outbound sent send tx up uplink upstream'),
  ...pairs('open', 'pending waiting unanswered inflight in-flight incomplete'),
  ...pairs('complete', 'done finished ok acked acknowledged answered success'),
  ...pairs('retried', 'resent redelivered retransmitted repeated'),
  ...pairs('refused', 'rejected denied failed failure error'),
  ...pairs('abandoned', 'aborted lost dropped cancelled canceled'),
]);

function pairs(word: string, others: string): (readonly [string, string])[] {
  return others.split(' ').map((other) => [other, word] as const);
}

/** Returns one of the field's own words. */
export function suggestWord(field: FilterField, written: string): string | undefined {
  const words = [...(field.words?.keys() ?? [])].filter((word) => word !== 'reserved');
  const said = written.toLowerCase();
  const foreign = FOREIGN_VALUES.get(said);
  if (words.includes(said)) return said;
  if (foreign !== undefined && words.includes(foreign)) return foreign;
  const version = /^(?:mqtt)?[-_ ]?v?([\d.]+)$/.exec(said)?.[1]?.replaceAll('.', '');
  if (version !== undefined) {
    return words.find((word) => word.replaceAll('.', '').replace(/0$/, '') === version);
  }
  return (
    words.find((word) => said.length > 2 && word.startsWith(said)) ??
    words.find((word) => word.length > 3 && said.startsWith(word)) ??
    nearestOf(said, words, 2)
  );
}

const NUMBERS = 'zero one two three four five six seven eight nine ten'.split(' ');
const LEVELS = ['at-most-once', 'at-least-once', 'exactly-once'];

/** The number as a filter writes it. */
export function suggestNumber(written: string): string | undefined {
  const said = written.toLowerCase();
  for (const words of [NUMBERS, LEVELS]) {
    if (words.includes(said)) return words.indexOf(said).toString();
  }
  const range = /^(\d+)[-:](\d+)$/.exec(said);
  if (range) return `${range[1]}..${range[2]}`;
  return /^\D*(\d+)$/.exec(said)?.[1];
}

const FALSE_WORDS: ReadonlySet<string> = new Set(['no', 'off', 'unset', 'none', 'n', 'f', 'null']);

export function suggestTruth(written: string): string {
  return FALSE_WORDS.has(written.toLowerCase()) ? 'false' : 'true';
}
