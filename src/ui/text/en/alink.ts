/** Texts of the Alink view: requests and replies of a device of Alibaba's platform, and what it sends. */
import type { AlinkTopicKind } from '../../../alibaba/alink/alinkTopic.ts';
import type { AlinkShow, AlinkState } from '../../../engine/alink/alinkPair.ts';

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

const STATES: Readonly<Record<AlinkState, string>> = {
  waiting: 'waiting',
  answered: 'answered',
  unanswered: 'no answer within 10 s',
  'none-wanted': 'no answer wanted',
  'reply-alone': 'request not seen',
};

const SHOWS: Readonly<Record<AlinkShow, string>> = {
  all: 'All',
  waiting: 'Waiting',
  failed: 'Failed',
  in: 'In',
  out: 'Out',
};

export const alink = {
  kinds: KINDS,
  /** What a topic carries, e.g. `property post reply`. */
  meaning: (kind: AlinkTopicKind, isReply: boolean): string =>
    isReply ? `${KINDS[kind]} reply` : KINDS[kind],
  states: STATES,

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
    `The ${count} oldest requests were forgotten to stay within bounds; their packets were not.`,
  empty: {
    title: 'No requests yet',
    text: 'Property posts, events, service calls and their replies are paired here by id.',
    filtered: 'Nothing fits',
    filteredText: 'Requests come and go; none is like that now.',
  },
};
