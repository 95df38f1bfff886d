/** Filter expressions for visible content: a field's value, a cell of the packet list. */

import { quote } from '../../../base/quoting.ts';
import { asText } from '../../../base/text.ts';
import { findField } from '../../../engine/filter/syntax/fields.ts';
import { parseFilter } from '../../../engine/filter/syntax/parse.ts';
import { publishFlags } from '../../../engine/window/packetTypes.ts';
import type { PacketRow } from '../../../engine/window/window.ts';
import type { FieldValue } from '../../../mqtt/dissect/dissection.ts';
import { isFailure } from '../../../mqtt/tables/reasonCodes.ts';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import type { Column } from '../packets/columns.ts';

/** Longest value in bytes and characters that a filter contains; a longer value is compared by its beginning. */
const NAMED = 64;

/**
 * A filter for the packets whose field has this value, quoted and escaped.
 * @param field Wireshark's name or a short one, also with steps: `payload.params[0]`, `user["site"]`
 * @returns undefined if no such field can be filtered for
 */
export function filterExpressionFor(field: string, value: FieldValue): string | undefined {
  const expression = comparison(field, value);
  // The parser decides whether the name exists and the comparison is valid.
  return parseFilter(expression).error === undefined ? expression : undefined;
}

function comparison(name: string, value: FieldValue): string {
  const field = findField(name)?.field;
  if (value instanceof Uint8Array) return bytesComparison(name, value);
  if (typeof value === 'string') {
    if (field?.type === 'choice') return `${name} == ${value}`;
    return textComparison(name, value);
  }
  if (value === null) return isPath(name) ? `${name} == null` : name;
  if (typeof value === 'boolean' && field?.type === 'number') return `${name} == ${Number(value)}`;
  if (typeof value === 'number' && field?.type === 'boolean') return `${name} == ${value !== 0}`;
  // Names say more than numbers where the language has them: `type == publish`.
  const word =
    typeof value === 'number'
      ? [...(field?.words ?? [])].find(([text, known]) => known === value && text !== 'reserved')
      : undefined;
  return `${name} == ${word?.[0] ?? String(value)}`;
}

/** Only values inside of a JSON payload can be null. */
function isPath(name: string): boolean {
  return name.startsWith('payload.') || name.startsWith('payload[');
}

function textComparison(name: string, value: string): string {
  if (value.length <= NAMED * 4) return `${name} == ${quote(value)}`;
  return `${name} contains ${quote(value.slice(0, NAMED * 4))}`;
}

function bytesComparison(name: string, value: Uint8Array): string {
  const isWhole = value.length <= NAMED;
  const operator = isWhole ? '==' : 'contains';
  const named = isWhole ? value : value.subarray(0, NAMED);
  const text = asText(named);
  if (text !== undefined) return `${name} ${operator} ${quote(text)}`;
  const hex = Array.from(named, (byte) => byte.toString(16).padStart(2, '0')).join(':');
  if (named.length > 1) return `${name} ${operator} ${hex}`;
  // A single hex byte would read as a number. If it is not a character either, a pattern is used.
  const code = named[0] ?? 0;
  return !isFailure(code)
    ? `${name} == ${quote(String.fromCharCode(code))}`
    : `${name} matches ${quote(`^\\x${hex}$`)}`;
}

/**
 * Filter for a cell of the packet list. Undefined if the cell is empty or cannot be filtered for.
 * @param firstTime of the capture's first packet, µs: times in filters count from it
 */
export function cellExpression(
  column: Column,
  row: PacketRow,
  firstTime: number,
): string | undefined {
  switch (column) {
    case 'number':
      return `no == ${row.number}`;
    case 'time':
      return `time >= ${seconds(Math.max(0, row.time - firstTime))}`;
    case 'direction':
      return `dir == ${row.direction}`;
    case 'type':
      return row.unframed === true ? 'problem' : filterExpressionFor('type', row.packetType);
    case 'packetId':
      return row.packetId === undefined ? undefined : `id == ${row.packetId}`;
    case 'client':
      return `stream == ${row.stream}`;
    case 'topic':
      return aboutExpression(row);
    case 'flags':
      return flagsExpression(row);
    case 'qos':
      return `qos == ${publishFlags(row.flags).qos}`;
    case 'exchange':
      return row.exchange && `exchange.state == ${row.exchange.state}`;
    case 'size':
      return `size == ${row.size}`;
    case 'delta':
    case 'payload':
    // A value: the menu offers filters for each of the payload.
    default:
      return undefined;
  }
}

/** Without rounding, and without digits that say nothing. */
function seconds(us: number): string {
  const [whole, part = ''] = (us / 1e6).toFixed(6).split('.');
  const digits = part.replace(/0+$/, '');
  return `${whole ?? '0'}${digits === '' ? '' : `.${digits}`}s`;
}

/** Filters by the topic. For other packets, by their exchange as far as a filter can name it. */
function aboutExpression(row: PacketRow): string | undefined {
  if (row.topic !== undefined) return filterExpressionFor('topic', row.topic);
  if (row.hasProblem) return 'problem';
  if (row.packetId !== undefined) return `id == ${row.packetId}`;
  return filterExpressionFor('type', row.packetType);
}

function flagsExpression(row: PacketRow): string | undefined {
  if (row.packetType !== PUBLISH || row.unframed === true) return undefined;
  const { dup, qos, retain } = publishFlags(row.flags);
  return [`qos == ${qos}`, dup && 'dup', retain && 'retain'].filter(Boolean).join(' and ');
}

export type Addition = 'for' | 'out' | 'only';

/**
 * The filter with an additional condition.
 * @param filter valid, or empty
 * @param how require the condition, exclude it, or replace the filter with it
 */
export function withCondition(filter: string, expression: string, how: Addition): string {
  if (how === 'only') return expression;
  const condition = how === 'for' ? operand(expression) : `not ${single(expression)}`;
  const before = filter.trim();
  if (before === '') return how === 'for' ? expression : condition;
  return isStated(before, condition) ? before : `${operand(before)} and ${condition}`;
}

const kindOf = (text: string) => parseFilter(text).expression?.kind;

/** Adds parentheses where an operand of `and` needs them. */
function operand(text: string): string {
  return kindOf(text) === 'or' ? `(${text})` : text;
}

/** Adds parentheses where `not` needs them. */
function single(text: string): string {
  const kind = kindOf(text);
  return kind === 'or' || kind === 'and' ? `(${text})` : text;
}

/** Said already, as the last condition or the only one. */
function isStated(filter: string, condition: string): boolean {
  if (filter === condition) return true;
  const { expression } = parseFilter(filter);
  return expression?.kind === 'and' && filter.endsWith(` and ${condition}`);
}
