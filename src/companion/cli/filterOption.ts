/** `--filter EXPR`, and other options that hold a display filter. */
import { UsageError } from './errors.ts';
import { type CompiledFilter, compileFilter } from './filters.ts';

type ValidFilter = CompiledFilter & { readonly ok: true };

/** Throws `UsageError`: where in the filter, what is wrong, and what to write. */
export function validFilter(text: string, option: string): ValidFilter {
  const filter = compileFilter(text);
  if (filter.ok) return filter;
  throw new UsageError((say) => say.wrongFilter(option, filter.error));
}
