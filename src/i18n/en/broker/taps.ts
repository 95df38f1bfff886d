/** Texts about faults applied to packets, and about other clients' packets at a broker. */
import type { FaultActionName, RowFault } from '../../../engine/faults/rowFault.ts';
import { counted } from '../../numbers.ts';

const STEP = 'step';

const DONE: Readonly<Record<FaultActionName, string>> = {
  delay: 'delayed',
  drop: 'dropped',
  duplicate: 'duplicated',
  hold: 'held',
  edit: 'changed',
  answer: 'answered instead of the broker',
  cut: 'connection cut',
  silent: 'connection fell silent',
  step: 'held',
  release: 'released manually',
  overflow: 'connection cut because too much waited',
  made: 'made',
};

/** For narrow columns. */
const SHORT: Readonly<Record<FaultActionName, string>> = {
  ...DONE,
  answer: 'answered',
  cut: 'cut',
  silent: 'silenced',
  release: 'released',
  overflow: 'cut: too much waited',
};

interface DoneParts {
  /** `dropped`. */
  readonly done: string;
  /** ` by rule `. */
  readonly by: string;
  /** `lost-puback`. */
  readonly name: string;
}

function parts({ rule, action }: RowFault, verbs: typeof DONE): DoneParts {
  if (rule === STEP) {
    return { done: action === 'release' ? 'released' : verbs.step, by: ' in ', name: 'step mode' };
  }
  return { done: verbs[action], by: action === 'release' ? ', rule ' : ' by rule ', name: rule };
}

/** `dropped by rule lost-puback`. */
export function doneTo(fault: RowFault): string {
  const { done, by, name } = parts(fault, DONE);
  return `${done}${by}${name}`;
}

/** A short form in parts, in order. */
export function doneInShort(fault: RowFault): DoneParts {
  return parts(fault, SHORT);
}

export interface Stopped {
  readonly title: string;
  readonly text: string;
}

const NEVER_SENT: Stopped = {
  title: 'Never sent',
  text: 'The connection ended while the packet was held.',
};
const CUT: Stopped = {
  title: 'Not passed on',
  text: 'The connection was cut before the packet was sent.',
};

/** Why a packet never reached its receiver, by the last thing that was done to it. */
const STOPPED: Readonly<Partial<Record<FaultActionName, Stopped>>> = {
  drop: { title: 'Dropped', text: 'Its receiver never got it.' },
  hold: NEVER_SENT,
  step: NEVER_SENT,
  delay: NEVER_SENT,
  answer: { title: 'Not passed on', text: 'Its sender got an answer from the rule.' },
  silent: { title: 'Not passed on', text: 'The connection was silenced.' },
  cut: CUT,
  overflow: CUT,
};

const connections = (count: number): string =>
  counted(count, 'open connection', 'open connections');

export const taps = {
  done: doneTo,
  doneInShort,
  withheld: 'not on the wire',
  withheldTitle: 'It was never sent: the rule kept it from its receiver. It is not counted.',
  stopped: (action: FaultActionName | undefined): Stopped =>
    (action && STOPPED[action]) ?? { title: 'Not passed on', text: 'Its receiver never got it.' },
  notCounted: 'It is not counted.',
  passed: { title: 'Passed on', text: 'It was on the wire.' },
  /** Below the payload of a stopped packet. */
  notValue: 'Never received: the topic kept its value.',
  /** For a packet with several faults. */
  faults: 'Done on purpose',

  clientNames: (clients: readonly string[] | 'all'): string => {
    if (clients === 'all') return 'all clients';
    const [first = '', second] = clients;
    return second === undefined ? first : `${first} and ${clients.length - 1} more`;
  },
  atTap: 'Seen at the tap',
  /** The arrows of the packet list. */
  directions: (isAtTap: boolean): string =>
    `“out” packets go from the client to the broker, “in” packets from the broker to the client. Times are those at the ${isAtTap ? 'tap' : 'broker'}. Passwords and authentication data are overwritten.`,
  opening: 'Opening…',
  open: (count: number): string => `${connections(count)} now`,
  ended: 'Ended: new packets are not captured.',
  lost: 'The broker does not respond. Retrying; captured packets are kept.',
  refused: (message: string): string => `The broker refused: ${message}`,
  end: 'Stop watching',
  failed: 'The broker’s control interface is not open: nothing can be shown.',
};
