/** Parses `--filter EXPR` and other options that hold a display filter. */
import { UsageError } from './errors.ts';
import { type CompiledFilter, compileFilter } from './filters.ts';

type ValidFilter = CompiledFilter & { readonly ok: true };

/** Throws `UsageError` with the position, the mistake and a suggestion. */
export function validFilter(text: string, option: string): ValidFilter {
  const filter = compileFilter(text);
  if (filter.ok) return filter;
  throw new UsageError((say) => say.wrongFilter(option, filter.error));
}
