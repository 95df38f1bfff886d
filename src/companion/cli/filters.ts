/** Display filters with all payload formats loaded. */
import '../../payload/formats/atOnce.ts';
import { type CompiledFilter, compileFilter } from '../../engine/filter/compile.ts';
import { UsageError } from './errors.ts';

export { type CompiledFilter, compileFilter };

export type ValidFilter = CompiledFilter & { readonly ok: true };

/**
 * Parses an option that holds a display filter. Throws `UsageError` with the position, the mistake and a
 * suggestion.
 */
export function validFilter(text: string, option: string): ValidFilter {
  const filter = compileFilter(text);
  if (filter.ok) return filter;
  throw new UsageError((say) => say.wrongFilter(option, filter.error, []));
}
