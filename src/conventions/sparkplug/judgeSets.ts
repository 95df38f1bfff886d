/**
 * Rules for data sets (specification 3.0, 6.4.11) and property sets (6.4.8 to 6.4.10) anywhere in a message.
 */
import type { SparkplugRead } from '../../payload/formats/sparkplug/sparkplugMessages.ts';
import type { TreeValue, ValueTree } from '../../payload/tree/valueTree.ts';
import type { SparkplugFindings } from './findings.ts';
import { calledBy } from './judgeMessage.ts';
import type { Lane } from './lane.ts';
import { childNamed } from './metricTree.ts';
import { clipped, type Report } from './report.ts';
import { BASIC_TYPES } from './templates.ts';
import type { NodeTopic } from './topics.ts';

type Sets = Pick<SparkplugFindings, 'sparkplug-data-set' | 'sparkplug-property'>;
type Wrong<Rule extends keyof Sets> = Omit<Sets[Rule], 'type' | 'metric'>;

const OF_DATA_SETS: Readonly<Record<Sets['sparkplug-data-set']['why'], string>> = {
  'no-types': 'tck-id-payloads-dataset-parameter-type-req',
  types: 'tck-id-payloads-dataset-types-num',
  'other-type': 'tck-id-payloads-dataset-types-value',
  columns: 'tck-id-payloads-dataset-column-size',
};
const OF_PROPERTIES: Readonly<Record<Sets['sparkplug-property']['why'], string>> = {
  count: 'tck-id-payloads-propertyset-keys-array-size',
  'no-type': 'tck-id-payloads-metric-propertyvalue-type-req',
  'other-type': 'tck-id-payloads-metric-propertyvalue-type-value',
  'quality-type': 'tck-id-payloads-propertyset-quality-value-type',
  quality: 'tck-id-payloads-propertyset-quality-value-value',
};

/** Types of property values. */
const PROPERTY_TYPES: ReadonlySet<TreeValue | undefined> = new Set([
  ...BASIC_TYPES,
  'PropertySet',
  'PropertySetList',
]);
/** Bad, good and stale. */
const QUALITIES: ReadonlySet<TreeValue | undefined> = new Set([0, 192, 500]);
/** Nesting limit of sets, and of templates that contain them. */
const DEEPEST = 20;

/** Each is reported once for a metric in a session. @param lane the state before the message */
export function judgeSets(topic: NodeTopic, read: SparkplugRead, lane: Lane, report: Report): void {
  const { type, device } = topic;
  const { tree } = read;
  if (tree === undefined) return;
  const isBirth = type === 'NBIRTH' || type === 'DBIRTH';
  const toldNow = new Set<string>();
  const isNew = (metric: string, why: string): boolean => {
    const what = `sets ${device ?? ''} ${metric} ${why}`;
    if (toldNow.has(what)) return false;
    toldNow.add(what);
    // An NBIRTH starts a session.
    return type === 'NBIRTH' || !lane.isTold(what);
  };
  for (const one of read.metrics) {
    const metric = calledBy(one);
    const sets = setsIn(tree, one.row);
    for (const row of sets.data) {
      for (const { why, found, wanted } of dataSetWrongs(tree, row)) {
        if (!isNew(metric, why)) continue;
        const args = { type, metric, why, found, wanted };
        report({ key: 'sparkplug-data-set', args }, { statement: OF_DATA_SETS[why] });
      }
    }
    for (const row of sets.properties) {
      for (const { why, property, found } of propertyWrongs(tree, row, isBirth)) {
        const args = { type, metric, property: clipped(property), why, found };
        if (!isNew(metric, `${why} ${args.property}`)) continue;
        report({ key: 'sparkplug-property', args }, { statement: OF_PROPERTIES[why] });
      }
    }
  }
}

interface SetRows {
  readonly data: number[];
  readonly properties: number[];
}

/** Sets of a metric, including those of metrics in its template. */
function setsIn(tree: ValueTree, metric: number): SetRows {
  const found: SetRows = { data: [], properties: [] };
  const inMetric = (row: number, depth: number): void => {
    if (depth > DEEPEST) return;
    inProperties(childNamed(tree, row, 'properties'), depth);
    const value = objectAt(tree, childNamed(tree, row, 'value'));
    if (value === undefined) return;
    if (isDataSet(tree, value)) found.data.push(value);
    const members = childNamed(tree, value, 'metrics');
    if (members !== undefined) for (const one of tree.childRows(members)) inMetric(one, depth + 1);
  };
  const inProperties = (row: number | undefined, depth: number): void => {
    if (row === undefined || depth > DEEPEST) return;
    found.properties.push(row);
    for (const property of elementsOf(tree, row, 'values')) {
      const value = objectAt(tree, childNamed(tree, property, 'value'));
      if (value === undefined) continue;
      const list = elementsOf(tree, value, 'propertyset');
      if (list.length === 0) inProperties(value, depth + 1);
      else for (const one of list) inProperties(one, depth + 1);
    }
  };
  inMetric(metric, 0);
  return found;
}

const objectAt = (tree: ValueTree, row: number | undefined): number | undefined =>
  row !== undefined && tree.tape.kind(row) === 'object' ? row : undefined;

/** A template has none of these fields. */
const isDataSet = (tree: ValueTree, row: number): boolean =>
  ['num_of_columns', 'columns', 'types', 'rows'].some(
    (name) => childNamed(tree, row, name) !== undefined,
  );

function elementsOf(tree: ValueTree, row: number, list: string): readonly number[] {
  const at = childNamed(tree, row, list);
  return at === undefined ? [] : [...tree.childRows(at)];
}

const valueIn = (tree: ValueTree, row: number, name: string): TreeValue | undefined => {
  const at = childNamed(tree, row, name);
  return at === undefined ? undefined : tree.value(at);
};

function dataSetWrongs(tree: ValueTree, row: number): readonly Wrong<'sparkplug-data-set'>[] {
  const columns = elementsOf(tree, row, 'columns').length;
  const types = elementsOf(tree, row, 'types').map((at) => tree.value(at));
  const said = String(valueIn(tree, row, 'num_of_columns') ?? 0);
  const other = types.find((one) => !BASIC_TYPES.has(one));
  const wanted = String(columns);
  const wrongs: (Wrong<'sparkplug-data-set'> | undefined)[] = [
    types.length === 0 && columns > 0
      ? { why: 'no-types', found: undefined, wanted: undefined }
      : types.length === columns
        ? undefined
        : { why: 'types', found: String(types.length), wanted },
    other === undefined
      ? undefined
      : { why: 'other-type', found: clipped(String(other)), wanted: undefined },
    said === wanted ? undefined : { why: 'columns', found: said, wanted },
  ];
  return wrongs.filter((one) => one !== undefined);
}

/** @param isBirth whether types are required, which later messages may omit */
function propertyWrongs(
  tree: ValueTree,
  row: number,
  isBirth: boolean,
): readonly Wrong<'sparkplug-property'>[] {
  const keys = elementsOf(tree, row, 'keys').length;
  const values = elementsOf(tree, row, 'values');
  const wrongs: Wrong<'sparkplug-property'>[] = [];
  if (keys !== values.length) {
    wrongs.push({ why: 'count', property: String(keys), found: String(values.length) });
  }
  for (const at of values) {
    const property = String(tree.key(at) ?? '');
    const type = valueIn(tree, at, 'type');
    const found = clipped(String(type));
    if (type === undefined) {
      if (isBirth) wrongs.push({ why: 'no-type', property, found: undefined });
    } else if (!PROPERTY_TYPES.has(type)) wrongs.push({ why: 'other-type', property, found });
    else if (property === QUALITY && type !== 'Int32') {
      wrongs.push({ why: 'quality-type', property, found });
    }
    const isCode = property === QUALITY && (type === undefined || type === 'Int32');
    const value = tree.stoodFor?.(at);
    if (isCode && value !== undefined && !QUALITIES.has(value)) {
      wrongs.push({ why: 'quality', property, found: clipped(String(value)) });
    }
  }
  return wrongs;
}

const QUALITY = 'Quality';
