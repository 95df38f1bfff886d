/** Texts of the tour. */
import type { PacketType } from '../../../mqtt/tables/packet.ts';
import type { TourStep } from '../../tourSteps.ts';

/** `done`: shown when the step is done. */
type StepWords = Readonly<Record<'title' | 'text' | 'done', string>>;

const steps: Readonly<Record<TourStep, StepWords>> = {
  watch: {
    title: 'Watch',
    text: 'A broker runs in this page, and more than a dozen simulated devices publish to it. This connection is subscribed to #, so it receives every message: topics appear on the left, packets in the list. Select a topic to see its value and history, a packet to see its fields and bytes.',
    done: 'Messages are arriving.',
  },
  subscribe: {
    title: 'Subscribe',
    text: 'Type the topic filter tour/# below “Find topic” and press Enter, or use the button. The client sends SUBSCRIBE; the broker answers with SUBACK, which contains the QoS that it grants.',
    done: 'SUBACK received: tour/# is granted.',
  },
  publish: {
    title: 'Publish',
    text: 'Write a topic such as tour/hello and a payload under Publish, choose QoS 1, and press Publish, or use the button. The broker answers with PUBACK, and because you are subscribed to tour/#, it also sends the message back to you.',
    done: 'PUBACK received, and the message came back: find it under tour with “Find topic”.',
  },
  qos2: {
    title: 'QoS 2, step by step',
    text: 'QoS 2 delivers exactly once, with four packets. In step mode each of them waits at the broker until you let it go. The devices are paused meanwhile.',
    done: 'PUBLISH, PUBREC, PUBREL, PUBCOMP: all four have passed, and nothing is waiting.',
  },
  lost: {
    title: 'Lose a PUBACK',
    text: 'The network breaks just when the broker answers a message at QoS 1: the PUBACK is lost, and the client cannot know whether the message arrived. It reconnects and sends the message again, with the DUP flag.',
    done: 'The message was sent again with DUP and acknowledged. The lost PUBACK is also in the list, with the name of the rule that dropped it.',
  },
  read: {
    title: 'Read what the inspector says',
    text: 'Handshakes shows the packets that belong together as one exchange, even across the lost connection: what was sent, what is missing, what was sent again, and the statement of the standard behind each step.',
    done: 'This is the exchange. There is more of this kind under Broker, Faults; you can inspect any other broker in the same way.',
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
  subscribe: 'Subscribe to tour/#',
  publish: 'Publish tour/hello',
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
  waitsToo: (packet: string): string => `${packet} waits.`,
  underWay: 'Under way …',
  away: 'The connection has ended. Once reconnected, the client continues where it was.',
  connect: 'Connect again',
  payload: 'Hello from the tour',
  notConnected: 'Not connected right now. Wait a moment, or press Connect.',
  letGo: 'Let it go',
  back: 'Back',
  next: 'Next',
  skip: 'Skip',
  finish: 'Finish',
  leave: 'Leave the tour',
};
