/** Texts of the Alink view: requests and replies of a device of Alibaba's platform, and what it sends. */
import type { AlinkTopicKind } from '../../alibaba/alink/alinkTopic.ts';
import type { KnownField } from '../../alibaba/alink/fieldMeanings.ts';
import type { PairShow, PairState } from '../../engine/pairs/pair.ts';
import { CODES, SHADOW_CODES } from './alinkTables.ts';
import { tslFaults, valueFaults } from './thingModelFaults.ts';

const KINDS: Readonly<Record<AlinkTopicKind, string>> = {
  'property-post': 'property post',
  'property-set': 'property set',
  'event-post': 'event post',
  service: 'service call',
  'desired-get': 'desired get',
  'desired-delete': 'desired delete',
  'tags-update': 'tags update',
  'tags-delete': 'tags delete',
  'config-get': 'config get',
  'config-push': 'config push',
  'raw-up': 'raw data up',
  'raw-down': 'raw data down',
  'life-cycle': 'enable, disable, delete',
  ntp: 'NTP',
  shadow: 'shadow',
  'ota-inform': 'OTA version',
  'ota-progress': 'OTA progress',
  'ota-request': 'OTA request',
  'ota-upgrade': 'OTA upgrade',
  rrpc: 'RRPC',
  'custom-rrpc': 'custom RRPC',
  topology: 'topology',
  'sub-device': 'sub-device',
  broadcast: 'broadcast',
  register: 'registration',
  custom: 'custom topic',
};

const STATES: Readonly<Record<PairState, string>> = {
  waiting: 'waiting',
  answered: 'answered',
  unanswered: 'no answer within 10 s',
  'none-wanted': 'no answer wanted',
  'reply-alone': 'request not seen',
  unheard: 'reply not subscribed to',
};

const SHOWS: Readonly<Record<PairShow, string>> = {
  all: 'All',
  waiting: 'Waiting',
  failed: 'Failed',
  in: 'In',
  out: 'Out',
};

const FIELDS: Readonly<Record<KnownField, string>> = {
  id: 'id of the request; the reply has the same id',
  version: 'version of the protocol',
  method: 'what is requested',
  params: 'parameters of the request',
  code: 'result',
  data: 'data of the reply',
  message: 'the result in words',
  sys: 'for the protocol itself',
  ack: 'whether a reply is requested, 0: no',
  value: 'the value itself',
  time: 'when it was measured, ms since 1970',
  deviceSendTime: 'when the device sent the request, ms since 1970 by its own clock',
  serverRecvTime: 'when the platform received it, ms since 1970',
  serverSendTime: 'when the platform answered, ms since 1970',
  shadowMethod: 'operation on the shadow',
  shadowVersion: 'version of the shadow, which only increases',
  shadowPayload: 'content of the shadow message',
  state: 'state of the device',
  reported: 'as the device reported it',
  desired: 'as requested by the cloud',
  metadata: 'when each value was changed',
  status: 'whether it succeeded',
  content: 'what went wrong',
  errorcode: 'why it failed',
  errormessage: 'the error in words',
  timestamp: 'when it was sent, s since 1970',
  attrKey: 'name of a tag',
  attrValue: 'value of the tag',
  firmwareVersion: 'version of the firmware',
  step: 'progress, 1 to 100 %; below 0: it failed',
  url: 'where to download',
  size: 'bytes',
  sign: 'checksum of the file',
  signMethod: 'checksum algorithm',
  configId: 'id of the configuration',
  configScope: 'scope: the product',
  getType: 'how it is delivered: as a file',
};

export const alink = {
  kinds: KINDS,
  /** What a topic carries, e.g. `property post reply`. */
  meaning: (kind: AlinkTopicKind, isReply: boolean): string =>
    isReply ? `${KINDS[kind]} reply` : KINDS[kind],
  /** Who publishes to a topic. */
  from: {
    device: 'From the device to the platform',
    cloud: 'From the platform to the device',
    both: 'Either way, as the product’s topic class says',
  },
  states: STATES,
  failed: 'failed',

  grid: 'Requests and replies',
  columns: {
    time: 'Time',
    direction: 'Dir.',
    meaning: 'Request',
    id: 'Id',
    packets: 'Packets',
    latency: 'Latency',
    state: 'State',
    code: 'Code',
  },
  show: 'Show requests',
  shows: SHOWS,
  search: 'Find id, identifier, topic or code',
  clearSearch: 'Clear the search',
  showRequest: (packet: string): string => `Show the request, packet ${packet}`,
  showReply: (packet: string): string => `Show the reply, packet ${packet}`,
  none: 'none',
  forgotten: (count: number): string =>
    `The ${count} oldest requests were removed from the list to limit memory use; their packets were not.`,
  empty: {
    title: 'No requests yet',
    text: 'Property posts, events, service calls and their replies are paired here by id.',
    filtered: 'No matching requests',
    filteredText: 'No request matches at the moment.',
  },
  codes: CODES,
  shadowCodes: SHADOW_CODES,
  valueFaults,
  tslFaults,

  device: 'Device',
  replies: {
    subscribe: 'Subscribe to the replies',
    title: (filters: readonly string[]): string =>
      `The platform delivers replies and calls only to subscribers. Sends one SUBSCRIBE:\n${filters.join('\n')}`,
    notNow: 'subscribed again once connected',
    subscribed: 'subscribed to replies and calls',
    asked: 'waiting for SUBACK',
    offline: 'Connect first',
  },
  parts: 'Forms',
  moreParts: 'All forms',
  part: {
    properties: 'Properties',
    event: 'Event',
    calls: 'Calls',
    time: 'Time',
    shadow: 'Shadow',
    model: 'Thing model',
  },
  qos: 'QoS of posts',
  notConnected: 'Not connected: messages wait for the next connection.',

  post: 'Post properties',
  postEvery: 'Post every',
  seconds: 's',
  interval: 'Seconds between two posts',
  intervalFault: 'From 0.1 to 86400',
  stop: 'Stop',
  posting: (every: number): string => `Posting properties every ${every} s`,
  posted: (sent: number, skipped: number): string =>
    `${sent} sent${skipped > 0 ? `, ${skipped} skipped: not connected, or not valid` : ''}`,
  regenerate: 'New values for each post',
  generate: 'Generate values',
  noModel:
    'Without a thing model, enter the parameters as JSON. With one, there are fields and values within their range.',
  giveModel: 'Give a thing model',
  writtenAs: 'Written as',
  fields: 'Fields',
  json: 'JSON',
  params: 'Parameters',
  send: (identifier: string): string => `Send ${identifier}`,
  faults: {
    'not-json': 'This is not JSON.',
    'not-object': 'An object is expected, {…}.',
    nothing: 'Nothing is selected to send.',
  },
  jsonFault: (line: number, column: number, reason: string): string =>
    `Not valid JSON, line ${line}, column ${column}: ${reason}. Fix it before sending.`,
  doubt: (why: string): string => `Does not fit the thing model: ${why}`,
  doubtAt: (identifier: string, text: string): string => `${identifier}: ${text}`,
  tooMany: (count: number): string =>
    `${count} properties: the platform accepts up to 200 in one post (code 6106).`,

  event: 'Event',
  otherEvent: 'another one',
  eventIdentifier: 'Identifier of the event',
  eventFault: 'An identifier: letters, digits and underscores.',
  postEvent: 'Post event',
  eventData: 'Data of the event',
  level: { info: 'info', alert: 'alert', error: 'error' },

  noCalls: 'No calls yet',
  noCallsHint:
    'Property sets and service calls from the platform appear here with a prepared reply, if their topics are subscribed to.',
  answerSets: 'Answer property sets',
  answerServices: 'Answer service calls',
  answerTitle: 'Automatically, with code 200 and the prepared data',
  call: { 'property-set': 'property set', service: 'service call' },
  sync: 'synchronous',
  callsList: 'Calls to the device',
  replyCode: 'Code',
  replyCodeFault: 'A number',
  replyData: 'Data of the reply',
  reply: 'Reply',
  answered: { no: 'not answered', 'by-hand': 'answered', 'by-itself': 'answered automatically' },
  noneWanted: 'no reply expected',
  missed: (count: number): string =>
    `${count} calls arrived too fast to be listed; their packets are in the capture.`,
  forgetCalls: 'Clear the list',
  callPacket: (packet: string): string => `Show the call, packet ${packet}`,

  askTime: 'Ask for the time',
  timeHint: 'Sends an NTP request at QoS 0. The platform replies to subscribers.',
  time: {
    offset: 'Clock of the platform, against this one',
    exact: 'Its time when the answer came',
    roundTrip: 'On the way',
    formula: 'time = (server received + server sent + device received − device sent) / 2',
  },
  ahead: (ms: string): string => `${ms} ahead`,
  behind: (ms: string): string => `${ms} behind`,
  noTime: 'No answer yet.',

  shadow: {
    get: 'Get',
    update: 'Update reported',
    delete: 'Delete reported',
    reported: 'Reported',
    takeProperties: 'Take the properties',
    version: 'Version',
    versionHint: 'Higher than the shadow’s current version; -1 starts it over.',
    versionFault: 'A whole number, -1 or above',
    none: 'No answer from the shadow yet.',
    answer: 'The shadow',
    method: { reply: 'reply', control: 'pushed by the platform', other: 'unknown message' },
    status: 'Status',
    unknownVersion: 'not given',
  },

  model: {
    of: (productKey: string): string => `Thing model of product ${productKey}`,
    none: 'No thing model yet. Paste the TSL that the console exports, or open the file.',
    counts: (properties: number, events: number, services: number): string =>
      [
        `${properties} ${properties === 1 ? 'property' : 'properties'}`,
        `${events} ${events === 1 ? 'event' : 'events'}`,
        `${services} ${services === 1 ? 'service' : 'services'}`,
      ].join(', '),
    text: 'TSL, as JSON',
    keep: 'Use this model',
    open: 'Open a file',
    forget: 'Forget the model',
    fromPlatform: 'Take it from the local platform',
    kept: 'Stored in this browser for all devices of the product.',
    fault: (line: number, column: number, why: string): string =>
      `Line ${line}, column ${column}: ${why}`,
    tooLong: 'The text has more than 1 MB. Thing models are far smaller.',
    unreadable: 'The file could not be read.',
    otherProduct: (productKey: string): string => `The model names another product, ${productKey}.`,
  },

  /** What a member of a message is. */
  fieldWords: FIELDS,
  value: (name: string, unit: string, chosen: string): string =>
    `${name}${unit === '' ? '' : ` in ${unit}`}${chosen === '' ? '' : `: ${chosen}`}`,
  unmodelled: 'not in the thing model',
  unknownCode: 'an unknown code',
};
