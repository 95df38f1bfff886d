/**
 * Rules for templates (specification 3.0, 6.4.15): definitions in the NBIRTH, and instances that must match
 * them.
 */
import type { SparkplugRead } from '../../payload/formats/sparkplug/sparkplugMessages.ts';
import type { SparkplugFindings } from './findings.ts';
import { calledBy } from './judgeMessage.ts';
import type { Lane } from './lane.ts';
import { clipped, type Report } from './report.ts';
import {
  BASIC_TYPES,
  definitionsIn,
  isDefinition,
  type Template,
  type TemplateItem,
  templatesIn,
} from './templates.ts';
import type { MessageType, NodeTopic } from './topics.ts';

type Why = SparkplugFindings['sparkplug-template']['why'];

/** Statements by violation. */
const STATEMENTS: Readonly<Record<Why, string>> = {
  unsaid: 'tck-id-payloads-template-is-definition',
  'definition-with-ref': 'tck-id-payloads-template-definition-ref',
  'instance-without-ref': 'tck-id-payloads-template-instance-ref',
  'definition-elsewhere': 'tck-id-payloads-template-definition-nbirth-only',
  'no-definition': 'tck-id-topics-nbirth-templates',
  'other-member': 'tck-id-payloads-template-instance-members',
  'member-missing': 'tck-id-payloads-template-instance-members-birth',
  'other-parameter': 'tck-id-payloads-template-definition-parameters',
  'parameter-name': 'tck-id-payloads-template-parameter-name-required',
  'parameter-type': 'tck-id-payloads-template-parameter-type-req',
  'parameter-other-type': 'tck-id-payloads-template-parameter-type-value',
};

/** Message types with templates of the edge node; a host sends the templates in commands. */
const JUDGED: ReadonlySet<MessageType> = new Set(['NBIRTH', 'DBIRTH', 'NDATA', 'DDATA']);

/** Each is reported once for a template in a session. @param lane the state before the message */
export function judgeTemplates(
  topic: NodeTopic,
  read: SparkplugRead,
  lane: Lane,
  report: Report,
): void {
  const { type, device } = topic;
  if (!JUDGED.has(type)) return;
  const definitions =
    type === 'NBIRTH' ? definitionsIn(read) : lane.isAlive === true ? lane.definitions : undefined;
  for (const { metric, template } of templatesIn(read)) {
    const name = calledBy(metric);
    const found = foundIn({ template, type, definitions });
    for (const { why, what } of found) {
      // An NBIRTH starts a session.
      if (type !== 'NBIRTH' && lane.isTold(`template ${device ?? ''} ${name} ${why}`)) continue;
      const args = { type, template: name, why, what: what && clipped(what) };
      report({ key: 'sparkplug-template', args }, { statement: STATEMENTS[why] });
    }
  }
}

interface Found {
  readonly why: Why;
  /** The name of the affected item. */
  readonly what: string | undefined;
}

interface Judged {
  readonly template: Template;
  readonly type: MessageType;
  /** undefined if no NBIRTH with definitions was seen. */
  readonly definitions: ReadonlyMap<string, Template> | undefined;
}

/** The first finding of each kind. */
function foundIn(judged: Judged): readonly Found[] {
  const { template, type } = judged;
  const { isDefinition: said, ref } = template;
  const isOne = isDefinition(template);
  const found: (Found | undefined)[] = [
    said === undefined ? { why: 'unsaid', what: undefined } : undefined,
    isOne && ref !== undefined ? { why: 'definition-with-ref', what: ref } : undefined,
    !isOne && ref === undefined ? { why: 'instance-without-ref', what: undefined } : undefined,
    isOne && type !== 'NBIRTH' ? { why: 'definition-elsewhere', what: undefined } : undefined,
    ...parametersOf(template, isOne),
    ...(isOne ? [] : againstDefinition(judged)),
  ];
  return found.filter((one) => one !== undefined);
}

function parametersOf({ parameters }: Template, isOne: boolean): readonly (Found | undefined)[] {
  const unnamed = parameters.find(({ isNamed }) => !isNamed);
  const untyped = isOne ? parameters.find(({ type }) => type === undefined) : undefined;
  const other = parameters.find(({ type }) => type !== undefined && !BASIC_TYPES.has(type));
  return [
    unnamed && { why: 'parameter-name', what: undefined },
    untyped && { why: 'parameter-type', what: untyped.name },
    other && { why: 'parameter-other-type', what: other.name },
  ];
}

function againstDefinition({
  template,
  type,
  definitions,
}: Judged): readonly (Found | undefined)[] {
  const { ref, members, parameters } = template;
  if (ref === undefined || definitions === undefined) return [];
  const definition = definitions.get(ref);
  if (definition === undefined) return [{ why: 'no-definition', what: ref }];
  const isBirth = type === 'NBIRTH' || type === 'DBIRTH';
  const other = notIn(members, definition.members);
  const missing = isBirth ? notIn(definition.members, members) : undefined;
  const parameter = notIn(parameters, definition.parameters);
  return [
    other && { why: 'other-member', what: other.name },
    missing && { why: 'member-missing', what: missing.name },
    parameter && { why: 'other-parameter', what: parameter.name },
  ];
}

/** The first item whose name the others lack; members may have only an alias. */
function notIn(
  items: readonly TemplateItem[],
  others: readonly TemplateItem[],
): TemplateItem | undefined {
  const names = new Set(others.map(({ name }) => name));
  return items.find(({ name, isNamed }) => isNamed && !names.has(name));
}
