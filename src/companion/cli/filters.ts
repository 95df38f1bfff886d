/** Display filters; here they need not wait for any payload format. */
import '../../payload/formats/atOnce.ts';

export { type CompiledFilter, compileFilter } from '../../engine/filter/compile.ts';
