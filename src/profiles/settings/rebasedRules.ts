/** Applies a change to stored payload rules, which another tab may have changed. */
import { MOST_RULES, type PayloadRules } from '../../payload/chains/rules.ts';
import { rebased } from './rebased.ts';

const filterOf = ({ filter }: { readonly filter: string }): string => filter;

/** Above a limit, the other tab's items go first. */
export function rebasedRules(
  stored: PayloadRules,
  before: PayloadRules,
  after: PayloadRules,
): PayloadRules {
  const schemas = rebased(
    stored.schemas ?? [],
    before.schemas ?? [],
    after.schemas ?? [],
    filterOf,
  );
  return {
    chains: rebased(stored.chains, before.chains, after.chains, filterOf).slice(
      0,
      MOST_RULES.rules,
    ),
    files: rebased(stored.files, before.files, after.files, ({ name }) => name).slice(
      0,
      MOST_RULES.files,
    ),
    ...(schemas.length > 0 && { schemas: schemas.slice(0, MOST_RULES.rules) }),
  };
}
