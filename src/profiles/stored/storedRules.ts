/** Payload rules in their stored form, saved with a profile. */
import { MOST_RULES, type PayloadRules } from '../../payload/chains/rules.ts';
import type { Fields } from './storedFields.ts';

/** Throws `StoredError`. */
export function readRules(fields: Fields): PayloadRules {
  const bounded = (one: Fields, name: string, most: number): string => {
    const text = one.text(name);
    if (text.length > most) throw one.error(name, `a text of at most ${most} characters`);
    return text;
  };
  const { rules, files, filter, chain, name, text } = MOST_RULES;
  const chains = fields.list('chains', (one) => ({
    filter: bounded(one, 'filter', filter),
    chain: bounded(one, 'chain', chain),
  }));
  const schemas = fields.list('files', (one) => ({
    name: bounded(one, 'name', name),
    text: bounded(one, 'text', text),
  }));
  const held = fields.list('schemas', (one) => ({
    filter: bounded(one, 'filter', filter),
    schema: bounded(one, 'schema', text),
  }));
  if (held.length > rules) throw fields.error('schemas', `a list of at most ${rules}`);
  if (chains.length > rules) throw fields.error('chains', `a list of at most ${rules}`);
  if (schemas.length > files) throw fields.error('files', `a list of at most ${files}`);
  return { chains, files: schemas, ...(held.length > 0 && { schemas: held }) };
}
