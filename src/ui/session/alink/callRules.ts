/** Auto-reply rules by which a device answers the property sets and service calls of the platform. */
import { requestTopic } from '../../../alibaba/alink/alinkTopic.ts';
import { replyTemplate } from '../../../alibaba/alink/deviceMessages.ts';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { ThingModel, ThingService, ThingValue } from '../../../alibaba/alink/thingModel.ts';
import { quote } from '../../../base/quoting.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import type { AnswerRule } from '../../../profiles/settings/answerRule.ts';
import { newId } from '../../../profiles/settings/ids.ts';

/** A call may say that it wants no reply. */
const WANTS_REPLY = 'not payload.sys.ack in {0, "0"}';

/** Where calls of one kind arrive and are answered. `{{topic 7}}` is the seventh level of the call's topic. */
interface Calls {
  readonly name: string;
  /** Display filter. */
  readonly all: string;
  /** Display filter for the calls of a service, after its field. */
  readonly field: string;
  readonly valueOf: (service: string) => string;
  readonly replyTopic: string;
  readonly services: readonly ThingService[];
}

/**
 * Services whose replies have data by the model have rules of their own. Custom RRPC has none, because its content is
 * the product's.
 */
export function callRules(
  device: DeviceName,
  model: ThingModel | undefined,
  t: Texts['answers']['ofCalls'],
): readonly AnswerRule[] {
  const set = requestTopic(device, 'property-set');
  const service = (identifier: string): string => requestTopic(device, 'service', identifier);
  const sync = requestTopic(device, 'rrpc', '+');
  const withData = (call: ThingService['call']): readonly ThingService[] =>
    model?.services.filter((one) => one.call === call && one.output.length > 0) ?? [];
  return [
    rule(t.sets, `topic == ${quote(set)}`, `${set}_reply`, []),
    ...rulesFor({
      name: t.services,
      all: `topic ~ ${quote(service('+'))}`,
      field: 'topic',
      valueOf: service,
      replyTopic: `${service('{{topic 7}}')}_reply`,
      services: withData('async'),
    }),
    ...rulesFor({
      name: t.sync,
      all: `topic ~ ${quote(sync)}`,
      field: 'payload.method',
      valueOf: (identifier) => `thing.service.${identifier}`,
      replyTopic: requestTopic(device, 'rrpc', '{{topic 7}}').replace('/request/', '/response/'),
      services: withData('sync'),
    }),
  ];
}

function rulesFor({ name, all, field, valueOf, replyTopic, services }: Calls): AnswerRule[] {
  const own = services.map(({ identifier }) => quote(valueOf(identifier)));
  const others = own.length === 0 ? all : `${all} and not ${field} in {${own.join(', ')}}`;
  return [
    rule(name, others, replyTopic, []),
    ...services.map(({ identifier, output }) =>
      rule(
        `${name}: ${identifier}`,
        `${all} and ${field} == ${quote(valueOf(identifier))}`,
        replyTopic,
        output,
      ),
    ),
  ];
}

/** The id is echoed as it was written, with its quotation marks. Calls are answered at QoS 0, as documented for RRPC. */
function rule(
  name: string,
  filter: string,
  topic: string,
  output: readonly ThingValue[],
): AnswerRule {
  return {
    id: newId(),
    name,
    isOn: true,
    when: { kind: 'filter', text: `${filter} and ${WANTS_REPLY}` },
    alsoRetained: false,
    topic,
    payload: replyTemplate('{{payload id}}', output),
    format: 'json',
    qos: 0,
    retain: false,
    properties: [],
    correlates: true,
    perSecond: 20,
  };
}
