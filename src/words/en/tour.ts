/** Texts of the tour. */
import type { PacketType } from '../../mqtt/packet.ts';
import type { TourStep } from '../tourSteps.ts';

/** `done`: said once it is. */
type StepWords = Readonly<Record<'title' | 'text' | 'done', string>>;

const steps: Readonly<Record<TourStep, StepWords>> = {
  watch: {
    title: 'Watch',
    text: 'A broker runs in this page, and fourteen simulated devices publish to it. This connection is subscribed to #, so every message comes in: topics grow on the left, packets run through the list. Choose a topic for its value and history, a packet for its fields and bytes.',
    done: 'Messages come in.',
  },
  subscribe: {
    title: 'Subscribe',
    text: 'Type the topic filter tour/# below “Find topic” and press Enter, or let it be done. The client sends SUBSCRIBE; the broker answers with SUBACK, which holds the QoS that it grants.',
    done: 'SUBACK came: tour/# is granted.',
  },
  publish: {
    title: 'Publish',
    text: 'Write a topic such as tour/hello and a payload under Publish, choose QoS 1, and press Publish, or let it be done. The broker answers with PUBACK, and because of tour/# the message comes back as one of yours.',
    done: 'PUBACK came, and the message came back: “Find topic” finds it under tour.',
  },
  qos2: {
    title: 'QoS 2, step by step',
    text: 'QoS 2 delivers exactly once, with four packets. In step mode each of them waits at the broker until you let it go. The devices are quiet meanwhile.',
    done: 'PUBLISH, PUBREC, PUBREL, PUBCOMP: all four have passed, and nothing waits any more.',
  },
  lost: {
    title: 'Lose a PUBACK',
    text: 'The network breaks just when the broker answers a message at QoS 1: the PUBACK is lost, and the client cannot know whether the message arrived. It connects again and sends the message again, with the DUP flag.',
    done: 'The message was sent again with DUP, and acknowledged. The PUBACK that was lost is in the list, too, with the name of the rule that struck it.',
  },
  read: {
    title: 'Read what the inspector says',
    text: 'Handshakes shows the packets that belong together as one exchange, over the lost connection too: what was sent, what is missing, what was sent again, and the statement of the standard behind each step.',
    done: 'That is the exchange. More of this kind is under Broker, Faults; every other broker can be inspected in the same way.',
  },
};

/** Said of the packet that waits. */
const waits: Readonly<Partial<Record<PacketType, string>>> = {
  connect:
    'CONNECT waits: the client is here again. The broker will find its session, so that what was not complete goes on.',
  connack:
    'CONNACK waits: the broker lets the client in. After it the client will send again what has had no answer.',
  disconnect: 'DISCONNECT waits: the client ends the connection. Its session stays.',
  publish:
    'PUBLISH waits: it carries the message. The broker will keep its packet identifier, so that it knows a repeat.',
  pubrec:
    'PUBREC waits: the broker says that it has the message. The client will not send it again.',
  pubrel: 'PUBREL waits: the client gives the packet identifier free. The broker will forget it.',
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
  start: 'Take the tour',
  counter: (at: number, of: number): string => `Step ${at} of ${of}`,
  steps,
  waits,
  doing,
  waitsToo: (packet: string): string => `${packet} waits.`,
  underWay: 'Under way …',
  away: 'The connection has ended. Once connected again, the client goes on where it was.',
  connect: 'Connect again',
  payload: 'Hello from the tour',
  notConnected: 'The connection is not there right now. Wait a moment, or press Connect.',
  letGo: 'Let it go',
  back: 'Back',
  next: 'Next',
  skip: 'Skip',
  finish: 'Finish',
  leave: 'Leave the tour',
};
