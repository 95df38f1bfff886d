/** Payload rules in their stored form, saved with a profile. */
import { MOST_RULES, type PayloadRules } from '../../payload/chains/rules.ts';
import type { Fields } from './storedFields.ts';

/** Throws `StoredError`. */
export function readRules(fields: Fields): PayloadRules {
  const { rules, files, filter, chain, name, text } = MOST_RULES;
  const readChain = (one: Fields) => ({
    filter: one.text('filter', undefined, filter),
    chain: one.text('chain', undefined, chain),
  });
  const readFile = (one: Fields) => ({
    name: one.text('name', undefined, name),
    text: one.text('text', undefined, text),
  });
  const readSchema = (one: Fields) => ({
    filter: one.text('filter', undefined, filter),
    schema: one.text('schema', undefined, text),
  });
  const chains = fields.list('chains', readChain, rules);
  const schemas = fields.list('files', readFile, files);
  const held = fields.list('schemas', readSchema, rules);
  return { chains, files: schemas, ...(held.length > 0 && { schemas: held }) };
}
