/** Packets held at a breakpoint. */

import type { Words } from '../../../base/message.ts';
import type { Consequences } from '../../../engine/workshop/consequences.ts';
import type { Sender } from '../../../mqtt/tables/packet.ts';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import { counted, grouped } from '../../numbers.ts';

const WHO: Readonly<Record<Sender, string>> = { client: 'The client', server: 'The broker' };

const named = ({ packet, packetId }: Consequences['waits']): string =>
  packetId === undefined ? packetName(packet) : `${packetName(packet)} ${packetId}`;

const consequences: Words<Consequences> = {
  waits: (args) => `${WHO[args.who]} waits for ${named(args)}, which never arrives.`,
  unasked: (args) => `${WHO[args.who]} receives ${named(args)} without a request.`,
  unread: () => 'This packet cannot be read, so it is unknown what its sender waits for.',
  unreadable: ({ who }) => `${WHO[who]} cannot read this packet and ends the connection.`,
  filters: ({ was, is }) =>
    `The answer has reason codes for ${counted(is, 'filter', 'filters')}; the client asked for ${was}.`,
  'alias-unknown': ({ who, alias }) =>
    `${WHO[who]} does not learn topic alias ${alias}; the next message that uses it ends the connection.`,
  'alias-moved': ({ who, alias, topic }) =>
    `For ${who === 'client' ? 'the client' : 'the broker'}, later messages with topic alias ${alias} have the topic ${topic}.`,
  limits: () => 'The client assumes limits other than the broker’s.',
  will: () => 'The broker treats the end as a failure and may publish the will.',
};

export const breakpoints = {
  filter: 'Stop packets that match',
  hint: 'A display filter. Stopped packets wait here until you send, change or drop them. PINGREQ and PINGRESP pass, so that neither end times out.',
  later: 'This condition is known only later, such as a problem, a latency or an exchange’s state.',
  add: 'Add breakpoint',
  stopsNow: (filter: string): string => `Packets that match ${filter} stop here.`,
  breakHere: 'Break on this topic',
  after: 'Send unchanged after (s)',
  never: 'never',
  thenSent: (time: string): string => `sent unchanged at ${time}`,
  list: 'Breakpoints',
  remove: (id: string): string => `Remove ${id}`,
  removeAndRelease: (packets: number): string => `Remove and release ${grouped(packets)}`,
  removed: (id: string, packets: number): string =>
    `${id} removed, ${counted(packets, 'packet', 'packets')} released`,
  counts: (stopped: number): string => `${counted(stopped, 'packet', 'packets')} stopped`,
  every: 'every packet',
  nothing: 'No packet is stopped',
  nothingText: 'Packets that match a breakpoint stop here, from all clients.',
  noneText: 'Add a breakpoint first.',
  stopped: 'Stopped packet',
  isGone: 'This packet is no longer waiting.',
  secret: 'Not shown: this packet contains secrets. It can be sent unchanged or dropped.',
  large: 'Packets above 512 KiB are not shown here. They can be sent unchanged or dropped.',
  topic: 'Topic',
  qos: 'QoS',
  retain: 'Retain',
  payload: 'Payload',
  notText: 'The payload is not text. Change its bytes below.',
  properties: 'Properties',
  reasonCode: 'Reason code',
  bytes: 'Bytes',
  byteCount: (is: number, was: number): string =>
    is === was ? `${is} B` : `${is} B, was ${was} B`,
  changed: 'changed',
  was: (old: string): string => `was ${old}`,
  emptyText: 'empty',
  on: 'on',
  off: 'off',
  send: 'Send',
  sendOriginal: 'Send original',
  sendTwice: 'Send twice',
  drop: 'Drop',
  answerToo: (packet: string, byBroker: boolean): string =>
    `Answer with ${packet} for the ${byBroker ? 'broker' : 'client'}`,
  ifSent: 'If sent',
  ifDropped: 'If dropped',
  inStep: 'Both ends stay in step.',
  makeRule: 'Make a rule',
  noRule: 'A rule can change topic, payload, retain flag and reason code.',
  ruleMade: (id: string): string => `Rule ${id} now changes such packets.`,
  tooLong: 'This is too long for a packet.',
  actions: { show: 'Breakpoints: stop packets and change them' },
  behind: (count: number): string =>
    `${counted(count, 'packet waits', 'packets wait')} behind them`,
  strip: (count: number, behind: number): string =>
    `${counted(count, 'packet waits', 'packets wait')} at a breakpoint${behind === 0 ? '' : `, ${grouped(behind)} behind ${count === 1 ? 'it' : 'them'}`}`,
  consequences,
};
