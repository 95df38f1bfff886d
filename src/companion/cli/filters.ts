/** Display filters with all payload formats loaded. */
import '../../payload/formats/atOnce.ts';

export { type CompiledFilter, compileFilter } from '../../engine/filter/compile.ts';
