/**
 * Reads templates in Sparkplug B payloads (specification 3.0, 6.4.15): definitions and instances, with their
 * contents.
 */
import type { SparkplugMetric } from '../../payload/formats/sparkplug/sparkplugMessages.ts';
import { dataType } from '../../payload/sparkplug/dataTypes.ts';
import type { ValueTree } from '../../payload/tree/valueTree.ts';
import { childNamed } from './metricTree.ts';

/** A member metric, or a parameter. */
export interface TemplateItem {
  /** Row in the tree. */
  readonly row: number;
  /** Its name, or its alias if it has no name. */
  readonly name: string;
  /** Name of its data type, or the number if the specification has none; undefined if there is no type. */
  readonly type: string | number | undefined;
  /** The template of a member that is one itself. */
  readonly template: Template | undefined;
}

export interface Template {
  readonly ref: string | undefined;
  readonly version: string | undefined;
  /** undefined if not given. */
  readonly isDefinition: boolean | undefined;
  readonly members: readonly TemplateItem[];
  readonly parameters: readonly TemplateItem[];
}

/** Nesting limit of templates. */
const DEEPEST = 20;

/** undefined if the metric is not a template. */
export function templateOf(
  { row, datatype }: Pick<SparkplugMetric, 'row' | 'datatype'>,
  tree: ValueTree,
): Template | undefined {
  return templateAt(tree, row, datatype === undefined ? undefined : dataType(datatype), 0);
}

/** Whether it is a definition, even without the flag: definitions refer to no other template. */
export const isDefinition = ({ isDefinition: said, ref }: Template): boolean =>
  said ?? ref === undefined;

function templateAt(
  tree: ValueTree,
  metric: number,
  type: string | number | undefined,
  depth: number,
): Template | undefined {
  const row = childNamed(tree, metric, 'value');
  if (row === undefined || tree.tape.kind(row) !== 'object' || depth > DEEPEST) return undefined;
  if (type !== 'Template' && (type !== undefined || !looksLikeOne(tree, row))) return undefined;
  const said = (name: string) => {
    const at = childNamed(tree, row, name);
    return at === undefined ? undefined : tree.value(at);
  };
  const [ref, version, definition] = [said('template_ref'), said('version'), said('is_definition')];
  return {
    ref: typeof ref === 'string' ? ref : undefined,
    version: typeof version === 'string' ? version : undefined,
    isDefinition: typeof definition === 'boolean' ? definition : undefined,
    members: itemsOf(tree, row, 'metrics', depth),
    parameters: itemsOf(tree, row, 'parameters', depth),
  };
}

/** Used if no data type is known: a data set has other fields. */
const looksLikeOne = (tree: ValueTree, row: number): boolean =>
  ['template_ref', 'is_definition'].some((name) => childNamed(tree, row, name) !== undefined);

function itemsOf(
  tree: ValueTree,
  row: number,
  list: 'metrics' | 'parameters',
  depth: number,
): readonly TemplateItem[] {
  const all = childNamed(tree, row, list);
  if (all === undefined) return [];
  return [...tree.childRows(all)].map((item) => {
    const typeRow = childNamed(tree, item, list === 'metrics' ? 'datatype' : 'type');
    const type = typeRow === undefined ? undefined : tree.value(typeRow);
    const its = typeof type === 'string' || typeof type === 'number' ? type : undefined;
    return {
      row: item,
      name: String(tree.key(item) ?? ''),
      type: its,
      template: list === 'metrics' ? templateAt(tree, item, its, depth + 1) : undefined,
    };
  });
}
