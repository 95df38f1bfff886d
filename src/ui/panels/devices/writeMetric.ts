/** Fills the publish form with a command that writes a Sparkplug B metric. */
import { SPARKPLUG } from '../../../conventions/sparkplug/id.ts';
import { sparkplugTopic, topicOf } from '../../../conventions/sparkplug/topics.ts';
import type { PartRow } from '../../../engine/devices/deviceRows.ts';
import { LONGEST } from '../../../engine/devices/longest.ts';
import { SPARKPLUG as FORMAT } from '../../../payload/formats/names.ts';
import { EMPTY_FORM } from '../../session/publish/form.ts';
import { changeForm } from '../../session/publish/forms.ts';
import { withFormat } from '../../session/publish/typedPayload.ts';
import { focusInPane } from '../../session/view/focusInPane.ts';

interface MetricCommand {
  readonly name: 'NCMD' | 'DCMD';
  readonly topic: string;
  readonly metric: string;
  /** undefined: its BIRTH gave it none. */
  readonly alias: string | undefined;
  readonly type: string;
  /** Value as JSON. */
  readonly value: string;
}

/** Written as they are shown; of others the text is a beginning only. */
const NUMBERS = /^(?:U?Int(?:8|16|32|64)|Float|Double)$/;
const OF_JSON = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const TEXTS: ReadonlySet<string> = new Set(['String', 'Text', 'UUID', 'DateTime']);

/**
 * Command for a metric of an edge node or device. Undefined if it cannot be written; the session's own
 * metrics are never writable.
 */
export function commandOf(convention: string, part: PartRow): MetricCommand | undefined {
  const { source, told, name, depth } = part;
  const topic = convention === SPARKPLUG && source ? sparkplugTopic(source.topic) : undefined;
  const type = told?.type;
  if (topic?.of !== 'node' || type === undefined || depth > 0 || name === 'bdSeq') return undefined;
  const value = valueOf(name, type, part.value ?? '');
  if (value === undefined) return undefined;
  const kind = topic.device === undefined ? 'NCMD' : 'DCMD';
  const { alias } = told ?? {};
  return { name: kind, topic: topicOf(topic, 'CMD'), metric: name, alias, type, value };
}

function valueOf(name: string, type: string, text: string): string | undefined {
  // Commands are false until a host requests the action.
  if (type === 'Boolean') return String(name.startsWith('Node Control/') || text === 'true');
  if (NUMBERS.test(type)) return OF_JSON.test(text) ? text : '0';
  // A longer text is truncated and must not be written back as the whole.
  return TEXTS.has(type) ? JSON.stringify(text.length <= LONGEST ? text : '') : undefined;
}

/**
 * JSON of a command. A metric with an alias is sent by the alias only
 * (tck-id-payloads-alias-data-cmd-requirement); its name is shown for readability.
 * @param wall ms since 1970
 */
function commandText({ metric, alias, type, value }: MetricCommand, wall: number): string {
  const timestamp = Math.round(wall);
  return [
    '{',
    `  "timestamp": ${timestamp},`,
    '  "metrics": {',
    `    ${JSON.stringify(metric)}: {`,
    ...(alias === undefined ? [] : [`      "alias": ${alias},`]),
    `      "timestamp": ${timestamp},`,
    `      "datatype": "${type}",`,
    `      "value": ${value}`,
    '    }',
    '  }',
    '}',
  ].join('\n');
}

/** Fills a new form with a host command: QoS 0, not retained (tck-id-payloads-dcmd-qos). */
export function fillCommand(connectionId: string, command: MetricCommand): void {
  const payload = commandText(command, Date.now());
  const { topic } = command;
  withFormat(FORMAT.id, () => {
    changeForm(connectionId, { ...EMPTY_FORM, topic, payload, format: FORMAT.id });
    focusInPane(connectionId, 'publish', 'publish-payload');
  });
}
