/** Detects filters that may contain a secret: a secret field, or the value of a known secret. */
import { isSecretParameter } from '../../../base/secretNames.ts';
import type { Expression } from '../../../engine/filter/syntax/expression.ts';
import { parseFilter } from '../../../engine/filter/syntax/parse.ts';
import { useConnections } from '../connection/connections.ts';

const SECRET_FIELD = /passwd|username|authentication_data|willmsg|will\.payload/;
/** Characters; a shorter secret would be found in any text. */
const SHORTEST = 4;

export function mayHoldSecret(filter: string): boolean {
  const { expression } = parseFilter(filter);
  if (expression !== undefined && asksForSecret(expression)) return true;
  return knownSecrets().some((secret) => filter.includes(secret));
}

function asksForSecret(expression: Expression): boolean {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.operands.some(asksForSecret);
    case 'not':
      return asksForSecret(expression.operand);
    case 'present':
    case 'word':
      return false;
    case 'compare':
    case 'in': {
      const { name, steps } = expression.field;
      return SECRET_FIELD.test(name) || steps.some((step) => isSecretParameter(String(step)));
    }
  }
}

/** Secrets of the open connections. */
function knownSecrets(): readonly string[] {
  return useConnections.getState().list.flatMap(({ settings }) => {
    const signIn = settings?.signIn;
    if (signIn === undefined) return [];
    const secret = signIn.kind === 'password' ? signIn.password : signIn.deviceSecret;
    return secret.length >= SHORTEST ? [secret] : [];
  });
}
