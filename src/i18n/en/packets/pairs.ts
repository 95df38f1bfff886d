/** Texts of the list of requests and replies that are paired by conventions. */
import type { PairShow, PairState } from '../../../engine/requestResponse/pair.ts';
import { grouped } from '../../numbers.ts';

const STATES: Readonly<Record<PairState, string>> = {
  waiting: 'no reply yet',
  answered: 'answered',
  unanswered: 'no answer in time',
  'none-wanted': 'no answer requested',
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

export const pairs = {
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
    `The ${grouped(count)} oldest requests were removed from the list to limit memory use; their packets were not.`,
  empty: {
    title: 'No requests yet',
    text: 'Requests and replies of ecosystems appear here, paired as each ecosystem defines: by an identifier, a token or their order.',
    filtered: 'No matching requests',
    filteredText: 'No request matches at the moment.',
  },
};
