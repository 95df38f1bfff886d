/** Texts of what fault rules did to packets, and of other clients' packets as they pass at a broker. */
import type { FaultActionName, RowFault } from '../../../engine/faults/rowFault.ts';

const STEP = 'step';

const DONE: Readonly<Record<FaultActionName, string>> = {
  delay: 'delayed',
  drop: 'dropped',
  duplicate: 'duplicated',
  hold: 'held',
  answer: 'answered in the broker’s place',
  cut: 'connection cut',
  silent: 'connection fell silent',
  step: 'held',
  release: 'let go by hand',
  overflow: 'connection cut because too much waited',
  made: 'made',
};

/** `dropped by rule lost-puback`. */
export function doneTo({ rule, action }: RowFault): string {
  if (rule === STEP) return action === 'release' ? 'let go in step mode' : 'held in step mode';
  return action === 'release' ? `${DONE.release}, rule ${rule}` : `${DONE[action]} by rule ${rule}`;
}

const connections = (count: number): string =>
  count === 1 ? '1 open connection' : `${count.toLocaleString('en')} open connections`;

export const taps = {
  done: doneTo,
  withheld: 'not on the wire',
  withheldTitle: 'It never was on the wire: the rule kept it from its receiver. Nothing counts it.',
  /** Of a packet, where more than one thing was done to it. */
  faults: 'Done on purpose',

  tab: 'at the broker',
  title: 'Seen at the broker',
  whom: (clients: readonly string[] | 'all'): string => {
    if (clients === 'all') return 'all clients';
    const [first = '', second] = clients;
    return second === undefined ? first : `${first} and ${clients.length - 1} more`;
  },
  /** Arrows as in the packet list. */
  directions:
    '“out” is what the client sent to the broker, “in” what the broker sent to the client; times are of their passing at the broker. Passwords and authentication data are overwritten.',
  opening: 'Opening …',
  open: (count: number): string => `${connections(count)} now`,
  ended: 'Ended: what passes now is not captured.',
  lost: 'The broker does not answer. It is tried again; what was captured stays.',
  refused: (message: string): string => `The broker refuses: ${message}`,
  end: 'Stop looking on',
  failed: 'The broker’s control interface is not open: nothing can be shown.',
  noPackets: 'Every packet between these clients and the broker appears here as it passes.',
  noTopics: 'These clients have received no messages yet',
  noPublishing: 'This tab shows packets of other clients: there is no connection to publish on.',
  noPublishingHint:
    'Publish in the tab of a connection, or replay the messages of these clients there.',
};
