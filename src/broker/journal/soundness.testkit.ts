/** Test kit: checks a journal for consistency after all handshakes. */
import type {
  JournalCommand,
  JournalReply,
  TracedDelivery,
  TracedMessage,
  TracedStep,
} from './tracedMessage.ts';

type Ask = (command: JournalCommand) => JournalReply | { readonly kind: string };

/** Returns the inconsistencies. */
export function unsoundness(ask: Ask): readonly string[] {
  const wrong: string[] = [];
  for (const message of messagesOf(ask)) {
    const say = (what: string): void => {
      wrong.push(`Message ${message.row.message}: ${what}.`);
    };
    if (message.row.open > 0) say(`${message.row.open} open`);
    if (message.row.origin === 'publish' && !isAnswered(message))
      say('the publisher has no answer');
    for (const delivery of message.deliveries) {
      if (!isSound(delivery)) say(`${delivery.subscriber} ${delivery.state} by ${brief(delivery)}`);
    }
  }
  return wrong;
}

function messagesOf(ask: Ask): readonly TracedMessage[] {
  const list = ask({ kind: 'messages', count: 1 });
  if (list.kind !== 'messages' || !('oldest' in list)) throw new Error(`It is ${list.kind}.`);
  const messages: TracedMessage[] = [];
  for (let number = list.oldest; number <= list.newest; number += 1) {
    const reply = ask({ kind: 'message', message: number });
    if (!('message' in reply) || reply.message === undefined) throw new Error(`No ${number}.`);
    messages.push(reply.message);
  }
  return messages;
}

const isSeen = ({ fault }: TracedStep): boolean => fault?.isLost !== true;

function isAnswered({ row, steps, isAbandoned }: TracedMessage): boolean {
  if (row.missed !== undefined) return true;
  const last = steps.at(-1);
  if (row.qos === 0) return last?.packet === 'publish';
  // Its QoS 1 answer may have been lost, so the message was sent again as another one.
  if (row.qos === 1) return last?.packet === 'puback';
  return isAbandoned ? last?.packet !== 'pubcomp' : last?.packet === 'pubcomp';
}

function isSound({ state, qos, steps }: TracedDelivery): boolean {
  const came = (packet: TracedStep['packet']): boolean =>
    steps.some((step) => step.direction === 'in' && step.packet === packet && isSeen(step));
  const went = steps.some(({ packet }) => packet === 'publish');
  switch (state) {
    case 'sent':
      return qos === 0 && steps.length === 1;
    case 'acknowledged':
      return qos === 1 && went && came('puback');
    case 'completed':
      return qos === 2 && went && came('pubrec') && came('pubcomp');
    case 'abandoned':
      return went;
    case 'not-given':
      return !came('puback') && !came('pubcomp');
    case 'queued':
    case 'received':
      return false;
  }
}

const brief = ({ steps }: TracedDelivery): string =>
  steps
    .map(({ direction, packet, fault }) => `${direction} ${packet} ${fault?.action ?? ''}`)
    .join(', ');
