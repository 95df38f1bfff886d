import { describe, expect, it } from 'vitest';
import { CONVERSATION_STATEMENTS } from './conversationStatements.ts';
import type { ExchangeStatement } from './exchangeStatements.ts';
import { findStatement } from './statements.ts';

describe('statements on conversations', () => {
  it.each(Object.entries<ExchangeStatement>(CONVERSATION_STATEMENTS))(
    '%s can be looked up in each version that states it',
    (_name, { v4, v5, text }) => {
      for (const [number, version] of [[v4, 4] as const, [v5, 5] as const]) {
        if (number === undefined) continue;
        expect(findStatement(`MQTT-${number}`, version)?.text).toContain(text);
      }
    },
  );
});
