/** Texts of the tour. */
import type { PacketType } from '../../../mqtt/tables/packet.ts';
import type { TourStep } from '../../tourSteps.ts';

/** `done`: shown when the step is done. */
type StepWords = Readonly<Record<'title' | 'text' | 'done', string>>;

const steps: Readonly<Record<TourStep, StepWords>> = {
  watch: {
    title: 'Watch',
    text: 'A broker runs in this page, and more than a dozen simulated devices publish to it. This connection is subscribed to #, so it receives every message. Choose a topic in the tree to see its value, chart and history.',
    done: 'Value, chart and history of this topic change with each message.',
  },
  subscribe: {
    title: 'Subscribe',
    text: 'Type the topic filter tour/# below “Find topic” and press Enter. The client sends SUBSCRIBE; the broker answers with SUBACK, which contains the QoS that it grants.',
    done: 'SUBACK received: tour/# is granted.',
  },
  publish: {
    title: 'Publish',
    text: 'Open Publish with P, write a topic such as tour/hello and a payload, choose QoS 1, and press Publish. The broker answers with PUBACK. Because you are subscribed to tour/#, it also sends the message back to you.',
    done: 'PUBACK received: the broker has the message.',
  },
  inspect: {
    title: 'Inspect',
    text: 'Each row is an exchange: a message with its acknowledgements. The dots fill as these arrive. Choose the message that you published to see its ladder, payload and bytes.',
    done: 'This is your message with its acknowledgement.',
  },
  broker: {
    title: 'Broker',
    text: 'This desk shows the other side: the clients of the broker, its retained messages and its subscriptions. Choose a client in the list.',
    done: 'This is the client as the broker sees it.',
  },
  qos2: {
    title: 'Lab: QoS 2, step by step',
    text: 'QoS 2 delivers exactly once, with four packets. In step mode each of them waits at the broker until you release it, and the ladder grows with it. The devices are paused meanwhile.',
    done: 'PUBLISH, PUBREC, PUBREL, PUBCOMP: all four have passed.',
  },
  lost: {
    title: 'Lab: lose a PUBACK',
    text: 'The network breaks just when the broker answers a message at QoS 1: the PUBACK is lost, and the client cannot know whether the message arrived. It reconnects and sends the message again, with the DUP flag.',
    done: 'The message was sent again with DUP and acknowledged. The lost PUBACK is also in the packet list, with the name of the rule that dropped it.',
  },
  read: {
    title: 'Read what Inspect says',
    text: 'The exchange holds all of it, across the lost connection: what was sent, what is missing, what was sent again, and the statement of the standard behind each step.',
    done: 'This is the exchange. The Lab has more experiments, and you can inspect any other broker in the same way.',
  },
};

/** For the packet that is held. */
const waits: Readonly<Partial<Record<PacketType, string>>> = {
  connect:
    'CONNECT waits: the client is back. The broker will find its session, so incomplete exchanges continue.',
  connack:
    'CONNACK waits: the broker accepts the client. Then the client will send again what had no answer.',
  disconnect: 'DISCONNECT waits: the client ends the connection. Its session is kept.',
  publish:
    'PUBLISH waits: it carries the message. The broker will remember its packet identifier to recognise a repeat.',
  pubrec:
    'PUBREC waits: the broker says that it has the message. The client will not send it again.',
  pubrel: 'PUBREL waits: the client releases the packet identifier. The broker will forget it.',
  pubcomp: 'PUBCOMP waits: with it the exchange is complete, and the identifier can be used again.',
};

const doing: Readonly<Partial<Record<TourStep, string>>> = {
  watch: 'Show a value of oven-01',
  subscribe: 'Subscribe to tour/#',
  publish: 'Publish tour/hello',
  inspect: 'Show your message',
  broker: 'Show this client',
  qos2: 'Publish at QoS 2 in step mode',
  lost: 'Publish, and lose the PUBACK',
  read: 'Show the exchange',
};

export const tour = {
  title: 'Tour',
  counter: (at: number, of: number): string => `Step ${at} of ${of}`,
  steps,
  waits,
  doing,
  /** The button that performs the step. */
  byButton: (name: string, isBelow: boolean): string =>
    `The button “${name}” ${isBelow ? 'below' : 'on the right'} does this for you.`,
  waitsToo: (packet: string): string => `${packet} waits.`,
  underWay: 'Under way…',
  away: 'The connection has ended. Once reconnected, the client continues where it was.',
  connect: 'Connect again',
  payload: 'Hello from the tour',
  notConnected: 'Not connected right now. Wait a moment, or press Connect.',
  nothingSent: 'There is no such message yet. Go back one step and publish it.',
  letGo: 'Release',
  back: 'Back',
  next: 'Next',
  skip: 'Skip',
  finish: 'Finish',
  leave: 'Leave the tour',
};
