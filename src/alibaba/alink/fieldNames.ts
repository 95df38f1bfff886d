/** What the fields of a payload on one of the platform's topics are, for whoever reads it. */
import type { JsonPath } from '../../payload/jsonTree.ts';
import type { AlinkTopic, AlinkTopicKind } from './alinkTopic.ts';
import type { ThingModel, ThingType, ThingValue } from './thingModel.ts';

/** In English. */
export const FIELD_NAMES = {
  id: 'message id, which the reply repeats',
  version: 'version of the protocol',
  method: 'what is asked for',
  params: 'parameters',
  sys: 'settings of this message',
  ack: 'whether a reply is wanted: 0 no, 1 yes',
  code: 'result code',
  data: 'result',
  message: 'result in words',
  value: 'value',
  time: 'when it was measured, ms since 1970',
  'device-send-time': 'when the device sent it, ms',
  'device-receive-time': 'when the device received the reply, ms',
  'server-receive-time': 'when the platform received it, ms since 1970',
  'server-send-time': 'when the platform replied, ms since 1970',
  state: 'values of the shadow',
  reported: 'what the device reported',
  desired: 'what is desired of the device',
  metadata: 'when each value was set',
  timestamp: 'time of the shadow, s since 1970',
  'shadow-version': 'version of the shadow',
  payload: 'contents of the reply',
  status: 'whether it went well',
  'error-code': 'error code of the shadow',
  'error-message': 'error in words',
  'desired-version': 'version of the desired value',
  'tag-key': 'name of the tag',
  'tag-value': 'value of the tag',
  'config-scope': 'whose configuration',
  'get-type': 'form in which it is fetched',
  'config-id': 'id of the configuration',
  size: 'size, bytes',
  url: 'where to download it',
  sign: 'signature',
  'sign-method': 'how it was signed',
  md5: 'MD5 of the file',
  'firmware-version': 'version of the firmware',
  step: 'progress in percent; -1 upgrade, -2 download, -3 check, -4 flashing failed',
  description: 'about this step',
  'product-key': 'product key',
  'device-name': 'device name',
  'device-secret': 'device secret',
  'device-token': 'token to sign in with',
  'client-id': 'client id, as it was signed',
  'sign-time': 'timestamp that was signed',
  'clean-session': 'whether the session begins anew',
} as const;
export type FieldName = keyof typeof FIELD_NAMES;

export type AlinkField =
  | { readonly kind: 'known'; readonly name: FieldName }
  /** By the thing model, or its identifier where there is none. */
  | {
      readonly kind: 'thing';
      readonly identifier: string;
      /** For people; undefined: there is no model, or it does not know it. */
      readonly name: string | undefined;
      readonly type: ThingType | undefined;
    };

type Names = Readonly<Record<string, FieldName>>;

/** Paths with `.` between names; `*` is any one, and places in lists are left out. */
const ENVELOPE: Names = {
  id: 'id',
  version: 'version',
  method: 'method',
  params: 'params',
  sys: 'sys',
  'sys.ack': 'ack',
  code: 'code',
  data: 'data',
  message: 'message',
};

const FIRMWARE: Names = {
  ...ENVELOPE,
  'params.version': 'firmware-version',
  'params.step': 'step',
  'params.desc': 'description',
  'data.size': 'size',
  'data.version': 'firmware-version',
  'data.url': 'url',
  'data.md5': 'md5',
  'data.sign': 'sign',
  'data.signMethod': 'sign-method',
};

const SUB_DEVICE: Names = Object.fromEntries([
  ...Object.entries(ENVELOPE),
  ...['params', 'data'].flatMap((parent) => [
    [`${parent}.productKey`, 'product-key'] as const,
    [`${parent}.deviceName`, 'device-name'] as const,
    [`${parent}.deviceSecret`, 'device-secret'] as const,
    [`${parent}.clientId`, 'client-id'] as const,
    [`${parent}.timestamp`, 'sign-time'] as const,
    [`${parent}.sign`, 'sign'] as const,
    [`${parent}.signMethod`, 'sign-method'] as const,
    [`${parent}.signmethod`, 'sign-method'] as const,
    [`${parent}.cleanSession`, 'clean-session'] as const,
  ]),
]);

const TAGS: Names = {
  ...ENVELOPE,
  'params.attrKey': 'tag-key',
  'params.attrValue': 'tag-value',
};

const CONFIG: Names = {
  ...ENVELOPE,
  ...Object.fromEntries(
    ['params', 'data'].flatMap((parent) => [
      [`${parent}.configScope`, 'config-scope'] as const,
      [`${parent}.getType`, 'get-type'] as const,
      [`${parent}.configId`, 'config-id'] as const,
      [`${parent}.configSize`, 'size'] as const,
      [`${parent}.sign`, 'sign'] as const,
      [`${parent}.signMethod`, 'sign-method'] as const,
      [`${parent}.url`, 'url'] as const,
    ]),
  ),
};

const SHADOW: Names = {
  method: 'method',
  state: 'state',
  'state.reported': 'reported',
  'state.desired': 'desired',
  version: 'shadow-version',
  timestamp: 'timestamp',
  payload: 'payload',
  'payload.status': 'status',
  'payload.version': 'shadow-version',
  'payload.state': 'state',
  'payload.state.reported': 'reported',
  'payload.state.desired': 'desired',
  'payload.metadata': 'metadata',
  'payload.content.errorcode': 'error-code',
  'payload.content.errormessage': 'error-message',
};

const NTP: Names = {
  deviceSendTime: 'device-send-time',
  deviceRecvTime: 'device-receive-time',
  serverRecvTime: 'server-receive-time',
  serverSendTime: 'server-send-time',
};

const REGISTERED: Names = {
  productKey: 'product-key',
  deviceName: 'device-name',
  deviceSecret: 'device-secret',
  clientId: 'client-id',
  deviceToken: 'device-token',
};

const NAMES: Readonly<Partial<Record<AlinkTopicKind, Names>>> = {
  'property-post': { ...ENVELOPE, 'params.*.value': 'value', 'params.*.time': 'time' },
  'property-set': ENVELOPE,
  'event-post': { ...ENVELOPE, 'params.value': 'value', 'params.time': 'time' },
  service: ENVELOPE,
  rrpc: ENVELOPE,
  'desired-get': {
    ...ENVELOPE,
    'data.*.value': 'value',
    'data.*.version': 'desired-version',
  },
  'desired-delete': { ...ENVELOPE, 'params.*.version': 'desired-version' },
  'tags-update': TAGS,
  'tags-delete': TAGS,
  'config-get': CONFIG,
  'config-push': CONFIG,
  'life-cycle': ENVELOPE,
  ntp: NTP,
  shadow: SHADOW,
  'ota-inform': FIRMWARE,
  'ota-progress': FIRMWARE,
  'ota-request': FIRMWARE,
  'ota-upgrade': FIRMWARE,
  topology: SUB_DEVICE,
  'sub-device': SUB_DEVICE,
  register: { ...SUB_DEVICE, ...REGISTERED },
};

function knownField(kind: AlinkTopicKind, steps: readonly string[]): FieldName | undefined {
  const names = NAMES[kind];
  if (names === undefined) return undefined;
  const exact = steps.join('.');
  if (Object.hasOwn(names, exact)) return names[exact];
  const [first, , last] = steps;
  const any = `${first}.*.${last}`;
  return steps.length === 3 && Object.hasOwn(names, any) ? names[any] : undefined;
}

/** Where properties stand. */
const PROPERTY_PARENTS: ReadonlyMap<AlinkTopicKind, string> = new Map([
  ['property-post', 'params'],
  ['property-set', 'params'],
  ['desired-delete', 'params'],
  ['desired-get', 'data'],
]);

/** The values among which a payload's names are identifiers, and how many steps lead to them. */
function thingsAt(
  { kind, isReply, identifier }: AlinkTopic,
  [first, second]: readonly string[],
  model: ThingModel | undefined,
): { readonly values: readonly ThingValue[]; readonly skip: number } | undefined {
  if (first !== undefined && first === PROPERTY_PARENTS.get(kind)) {
    return { values: model?.properties ?? [], skip: 1 };
  }
  if (kind === 'event-post' && first === 'params' && second !== 'time') {
    const event = model?.events.find((known) => known.identifier === identifier);
    return { values: event?.output ?? [], skip: second === 'value' ? 2 : 1 };
  }
  if (kind === 'service' && first === (isReply ? 'data' : 'params')) {
    const service = model?.services.find((known) => known.identifier === identifier);
    return { values: (isReply ? service?.output : service?.input) ?? [], skip: 1 };
  }
  return undefined;
}

/** Down from a value through structs and the items of lists. */
function inner(
  values: readonly ThingValue[],
  steps: readonly string[],
): { readonly name: string | undefined; readonly type: ThingType | undefined } {
  const [identifier, ...rest] = steps;
  const value = values.find((known) => known.identifier === identifier);
  let type = value?.type;
  while (type?.type === 'array') type = type.item;
  if (rest.length === 0) return { name: value?.name, type: value?.type };
  return type?.type === 'struct' ? inner(type.members, rest) : { name: undefined, type: undefined };
}

/**
 * @param path from the payload's root
 * @param model of the device's product, where it is known
 */
export function alinkField(
  topic: AlinkTopic,
  path: JsonPath,
  model?: ThingModel,
): AlinkField | undefined {
  const steps = path.filter((step) => typeof step === 'string');
  const identifier = steps.at(-1);
  // An item of a list is what the list is.
  if (identifier === undefined || typeof path.at(-1) === 'number') return undefined;
  const name = knownField(topic.kind, steps);
  if (name !== undefined) return { kind: 'known', name };
  const things = thingsAt(topic, steps, model);
  if (things === undefined || steps.length <= things.skip) return undefined;
  // Around a property's value there may be an object with its time.
  const isTimed = topic.kind === 'property-post' && steps[2] === 'value';
  const below = steps.slice(things.skip).filter((_, at) => !(isTimed && at === 1));
  return { kind: 'thing', identifier, ...inner(things.values, below) };
}
