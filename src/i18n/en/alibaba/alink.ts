/** Texts of the messages between devices and Alibaba's platform, and of thing models. */

import type { KnownField } from '../../../alibaba/alink/fieldMeanings.ts';
import type { AlinkTopicKind } from '../../../alibaba/alink/topicForms.ts';
import { grouped } from '../../numbers.ts';
import { tslFaults, valueFaults } from '../facts/thingModelErrors.ts';
import { CODES, SHADOW_CODES } from './alinkTables.ts';

const KINDS: Readonly<Record<AlinkTopicKind, string>> = {
  'model-get': 'thing model',
  unsupported: 'not supported here',
  'property-post': 'property post',
  'property-set': 'property set',
  'batch-post': 'batch post',
  'pack-post': 'pack post',
  'history-post': 'history post',
  'event-post': 'event post',
  service: 'service call',
  'desired-get': 'desired get',
  'desired-delete': 'desired delete',
  'tags-get': 'tags get',
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
  'ota-get': 'OTA firmware request',
  'file-download': 'OTA file download',
  'file-upload': 'file upload',
  'log-config-get': 'log configuration get',
  'log-config-push': 'log configuration push',
  'log-post': 'log post',
  rrpc: 'RRPC',
  'custom-rrpc': 'custom RRPC',
  topology: 'topology',
  'batch-login': 'batch login',
  'batch-logout': 'batch logout',
  'sub-device': 'sub-device',
  broadcast: 'broadcast',
  register: 'registration',
  custom: 'custom topic',
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
  isDiff: '1: a difference to an earlier version',
  md5: 'MD5 of the file',
  module: 'which part of the device; absent: the firmware itself',
  desc: 'in the device’s own words',
  extData: 'for the device, as set with the package',
  dProtocol: 'download protocol: over MQTT',
  streamId: 'number by which the file is fetched over MQTT',
  streamFileId: 'file within the download',
  fileBlock: 'which piece of the file',
  offset: 'first byte of the piece',
  utcTime: 'when it happened, by the device’s clock',
  logLevel: 'FATAL, ERROR, WARN, INFO or DEBUG',
  traceContext: 'what belongs together',
  logContent: 'the line itself',
  mode: '1: report the log, 0: do not',
  fileName: 'name of the file',
  fileSize: 'bytes, or -1 if not known',
  conflictStrategy: 'if there is a file of that name: overwrite, append or reject',
  uploadId: 'number of the upload',
  bSize: 'bytes of the piece',
  isComplete: 'this is the last piece',
  complete: 'the file is complete',
};

export const alink = {
  /** Name of the convention. */
  convention: 'Alibaba Cloud IoT',
  kinds: KINDS,
  /** Contents of a topic, for example `property post reply`. */
  meaning: (kind: AlinkTopicKind, isReply: boolean): string =>
    isReply ? `${KINDS[kind]} reply` : KINDS[kind],
  /** The publisher of a topic. */
  from: {
    device: 'From the device to the platform',
    cloud: 'From the platform to the device',
    both: 'Either way, as defined by the product’s topic class',
  },
  codes: CODES,
  shadowCodes: SHADOW_CODES,
  valueFaults,
  tslFaults,

  ownTopics: 'Topics of this device',
  allReplies: 'All replies and calls',
  allRepliesTitle: (filters: readonly string[]): string =>
    `The platform delivers replies and calls only to subscribers. Sends one SUBSCRIBE:\n${filters.join('\n')}`,
  /** A message of the device, such as “property post”. */
  fill: (message: string): string => `Fill: ${message}`,
  fillTitle: 'Write the payload as a template, with the values of the thing model',
  shadow: { get: 'get the shadow', update: 'update reported', delete: 'delete reported' },

  jsonError: (line: number, column: number, reason: string): string =>
    `Not valid JSON, line ${line}, column ${column}: ${reason}. Fix it before sending.`,
  doubt: (why: string): string => `Does not match the thing model: ${why}`,
  doubtAt: (identifier: string, text: string): string => `${identifier}: ${text}`,
  tooMany: (count: number): string =>
    `${grouped(count)} properties: the platform accepts up to 200 in one post (code 6106).`,

  model: {
    action: 'Thing model…',
    actionTitle: 'From a file, pasted, or from the local platform: payloads are filled in from it',
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
    forget: 'Forget',
    fromPlatform: 'From the local platform',
    fromLockedTitle: 'The Platform view asks for access first',
    kept: 'Stored in this browser for all devices of the product.',
    fault: (line: number, column: number, why: string): string =>
      `Line ${line}, column ${column}: ${why}`,
    tooLong: 'The text has more than 1 MB. Thing models are far smaller.',
    unreadable: 'The file could not be read.',
    otherProduct: (productKey: string): string => `The model names another product, ${productKey}.`,
  },

  /** Meaning of a message's members. */
  fieldWords: FIELDS,
  value: (name: string, unit: string, chosen: string): string =>
    `${name}${unit === '' ? '' : ` in ${unit}`}${chosen === '' ? '' : `: ${chosen}`}`,
  unmodelled: 'not in the thing model',
  unknownCode: 'an unknown code',
};
