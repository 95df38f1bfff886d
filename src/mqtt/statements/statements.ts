/** The normative statements that problems refer to: content in our words, and section. */

import type { ProtocolVersion } from '../tables/packet.ts';
import { PROPERTIES } from '../tables/properties.ts';
import { allPlacedProperties, propertySection } from '../tables/propertyPlaces.ts';
import { CONVERSATION_STATEMENTS } from './conversationStatements.ts';
import { EXCHANGE_STATEMENTS, type ExchangeStatement } from './exchangeStatements.ts';
import { RULES } from './rules.ts';

const STATEMENTS = { ...RULES, ...EXCHANGE_STATEMENTS, ...CONVERSATION_STATEMENTS };

/** Name of a statement in the tables. Translations use it as a key. */
export type StatementName = keyof typeof STATEMENTS;

export interface Statement {
  /** `MQTT-3.3.1-4`; for a rule without a number, `MQTT-3.8.3.1`. */
  readonly id: string;
  /** `3.3.1`. */
  readonly section: string;
  /** In English. */
  readonly text: string;
  /** Table entries that the version states under this number; empty for a property's statement. */
  readonly names: readonly StatementName[];
  /** Label of the property that the statement is about. */
  readonly property?: string;
}

const isStatementName = (name: string): name is StatementName => name in STATEMENTS;
const STATEMENT_NAMES = Object.keys(STATEMENTS).filter(isStatementName);

type Edition = 'v4' | 'v5';

/** Merges rules with the same number in a version into one statement. */
function statementsOf(edition: Edition): Map<string, Statement> {
  const statements = new Map<string, Statement>();
  for (const name of STATEMENT_NAMES) {
    const statement: ExchangeStatement = STATEMENTS[name];
    const number = statement[edition];
    if (number === undefined) continue;
    const id = `MQTT-${number}`;
    const earlier = statements.get(id);
    statements.set(id, {
      id,
      section: number.replace(/-\d+$/, ''),
      text: earlier ? `${earlier.text} ${statement.text}` : statement.text,
      names: [...(earlier?.names ?? []), name],
    });
  }
  return statements;
}

/** MQTT 5 describes each property in a separate section for each packet. */
function addProperties(statements: Map<string, Statement>): void {
  for (const { place, name } of allPlacedProperties()) {
    const section = propertySection(place, name);
    const id = `MQTT-${section}`;
    if (statements.has(id)) continue;
    const { label } = PROPERTIES[name];
    const text = `${label} stands at most once, unless it may repeat, and has one of its allowed values.`;
    statements.set(id, { id, section, text, names: [], property: label });
  }
}

const BY_ID = { v4: statementsOf('v4'), v5: statementsOf('v5') };
addProperties(BY_ID.v5);

/** The statement with this identifier in the edition of that version. */
export function findStatement(id: string, version: ProtocolVersion): Statement | undefined {
  const [own, other] = version === 5 ? [BY_ID.v5, BY_ID.v4] : [BY_ID.v4, BY_ID.v5];
  return own.get(id) ?? other.get(id);
}
