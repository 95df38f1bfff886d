import { describe, expect, it } from 'vitest';
import {
  EXCHANGE_STATEMENTS,
  type ExchangeStatement,
  exchangeStatementId,
} from './exchangeStatements.ts';
import { findStatement } from './statements.ts';

describe('statements on exchanges', () => {
  it.each(Object.entries<ExchangeStatement>(EXCHANGE_STATEMENTS))(
    '%s can be looked up in each version that states it',
    (_name, { v4, v5, text }) => {
      for (const [number, version] of [[v4, 4] as const, [v5, 5] as const]) {
        if (number === undefined) continue;
        expect(findStatement(`MQTT-${number}`, version)?.text).toContain(text);
      }
    },
  );

  it('have the numbers of their edition, or none', () => {
    expect(exchangeStatementId('qos2Received', 5)).toBe('MQTT-4.3.3-8');
    expect(exchangeStatementId('qos2Received', 4)).toBe('MQTT-4.3.3-2');
    expect(exchangeStatementId('qos2Received', 3)).toBe('MQTT-4.3.3-2');
    expect(exchangeStatementId('authAsked', 4)).toBeUndefined();
  });

  it('are listed once if an edition has several numbers for them', () => {
    const text = findStatement('MQTT-4.3.3-1', 4)?.text ?? '';
    expect(text).toContain('PUBREL');
    expect(text.split('counts as unacknowledged until its PUBREC').length).toBe(2);
  });
});
