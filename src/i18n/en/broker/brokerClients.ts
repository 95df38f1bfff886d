/** Texts about the connections of the broker's clients, and why they end. */
import type { ClientEnd } from '../../../broker/control/views.ts';
import { age, elapsed, span } from '../../durations.ts';
import { counted, grouped, rate } from '../../numbers.ts';
import { reasonCode } from '../codes/reasonCodes.ts';

const TAKEN_OVER = 0x8e;
const KEEP_ALIVE = 0x8d;

export const brokerClients = {
  state: {
    connected: 'connected',
    offline: 'offline',
    refused: 'refused',
    left: 'gone',
  },
  since: (seconds: number): string =>
    seconds < 1 ? 'Connected just now' : `Connected for ${span(seconds)}`,
  offlineFor: (seconds: number): string => `Offline for ${age(seconds)}, the session is kept`,
  offline: 'Offline, the session is kept',
  leftFor: (seconds: number): string => `Left ${age(seconds)} ago, no session is kept`,
  refusedFor: (seconds: number): string => `Refused ${age(seconds)} ago`,
  from: 'from',
  why: 'Why the last connection ended',
  kept: (seconds: number): string =>
    seconds === 0 ? 'ends' : seconds === 0xff_ff_ff_ff ? 'kept' : span(seconds),
  /** Reason, then details. `address`: of the connection that ended. */
  end: (end: ClientEnd, address: string): readonly [string, string] => {
    switch (end.kind) {
      case 'disconnect':
        return [reasonCode({ place: 'disconnect', code: end.reasonCode, version: 5 }), ''];
      case 'lost':
        return ['Connection lost', 'no DISCONNECT'];
      case 'cut':
        return ['Cut by a fault rule', end.rule];
      case 'refused':
        return [
          reasonCode({ place: 'connack', code: end.reasonCode, version: 5 }),
          `at ${address}`,
        ];
      case 'broker':
        if (end.reasonCode === TAKEN_OVER)
          return ['Same client ID', end.rival === undefined ? '' : `from ${end.rival}`];
        if (end.reasonCode === KEEP_ALIVE) return ['Keep alive timeout', 'no packet in time'];
        return [reasonCode({ place: 'disconnect', code: end.reasonCode, version: 5 }), end.reason];
    }
  },
  menu: {
    messages: 'Show its messages',
    subscriptions: 'Show its subscriptions',
    startStep: 'Start step mode',
    endStep: 'End step mode',
    copy: 'Copy',
    copyId: 'Copy client ID',
    copyAddress: 'Copy address',
    copyUserName: 'Copy user name',
    copied: 'Copied',
  },
  publishes: {
    title: 'Publishes',
    /** `messages`: those that were looked at. */
    topics: (topics: number, messages: number): string =>
      `${counted(topics, 'topic', 'topics')} in the last ${counted(messages, 'message', 'messages')}`,
    rate: (perSecond: number): string => `${rate(perSecond)}/s`,
    more: (count: number): string => `${counted(count, 'more topic', 'more topics')}`,
    none: 'nothing that the broker still remembers',
  },
  lastMinute: 'Last minute',
  connections: (count: number): string =>
    count === 1 ? '1 connection' : `${grouped(count)} connections`,
  ago: '60 s ago',
  now: 'now',
  span: (from: number, to: number | undefined): string =>
    to === undefined
      ? `open for ${elapsed(from * 1e6)}`
      : `${elapsed(from * 1e6)} ago, for ${elapsed((from - to) * 1e6)}`,
  trouble: {
    twins: {
      title: 'Two devices use this client ID',
      text: (count: number): string =>
        `Each CONNECT ends the other connection with 0x8E Session taken over, ${times(count)} in the last minute. Give each device its own client ID.`,
    },
    refused: {
      title: 'The broker refuses this client',
      text: (count: number): string =>
        `CONNECT was refused ${times(count)} in the last minute. Check user name, password and permissions, and let the device wait longer between attempts.`,
    },
    keepAlive: {
      title: 'No packet within the keep alive',
      text: (count: number): string =>
        `The broker ended the connection ${times(count)} in the last minute, because nothing arrived for one and a half times the keep alive. Send PINGREQ in time, or connect with a longer keep alive.`,
    },
    lost: {
      title: 'The connection breaks again and again',
      text: (count: number): string =>
        `It ended ${times(count)} in the last minute without DISCONNECT. Check the network, and the device for restarts.`,
    },
    leaves: {
      title: 'The client connects again and again',
      text: (count: number): string =>
        `It disconnected ${times(count)} in the last minute. A connection that stays open costs less than one for each message.`,
    },
    ended: {
      title: 'The broker ends this connection again and again',
      text: (count: number): string =>
        `It did so ${times(count)} in the last minute. The reason is beside the client in the list.`,
    },
  },
  memory: {
    title: 'Held memory',
    of: (held: string, limit: string): string => `${held} of ${limit}`,
    queued: 'Queued',
    sessions: 'Sessions',
    retained: 'Retained',
    other: 'Other',
  },
};

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${grouped(count)} times`;
}
