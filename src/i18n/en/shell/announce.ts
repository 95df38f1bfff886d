/** Announcements to assistive technology. */
import type { ConnectionState, SubscriptionStatus } from '../../../connection/protocol/protocol.ts';
import type { PublishOutcome } from '../../../connection/protocol/publishOutcome.ts';
import { grouped } from '../../numbers.ts';

export const announce = {
  state: (state: ConnectionState): string => {
    switch (state.kind) {
      case 'connected':
        return state.sessionLost ? 'Connected; the session was lost' : 'Connected';
      case 'connecting':
        return 'Connecting';
      case 'waiting':
        return `Connection lost; next try in ${Math.round(state.delay / 1000)} seconds`;
      case 'closed':
        return state.failure === undefined ? 'Connection closed' : 'Connection failed';
      case 'file':
        return 'Capture file';
    }
  },
  subscription: ({ subscription, state }: SubscriptionStatus): string =>
    state.kind === 'granted'
      ? `Subscribed to ${subscription.filter}, QoS ${state.qos} granted`
      : state.kind === 'held'
        ? `Subscription to ${subscription.filter} held back: the broker closes the connection because of it`
        : `Subscription to ${subscription.filter} refused`,
  published: (outcome: PublishOutcome, topic: string): string | undefined => {
    switch (outcome.kind) {
      case 'sent':
        return `Sent to ${topic}`;
      case 'acknowledged':
        return `Message to ${topic} acknowledged`;
      case 'refused':
        return `Message to ${topic} refused`;
      case 'timed-out':
        return `No answer to the message to ${topic}`;
      case 'queued':
        return `Message to ${topic} queued`;
      case 'held':
        return `Message to ${topic} held back: the broker closes the connection because of it`;
      case 'discarded':
        return `Message to ${topic} discarded`;
      case 'unknown':
        return `The outcome of the message to ${topic} is unknown`;
      case 'in-flight':
      // In `failures`, with the reason.
      case 'not-sent':
        return undefined;
    }
  },
  repeated: (sent: number, times: number): string =>
    `Repeat ended: ${grouped(sent)} of ${grouped(times)} sent`,
  hit: (packet: number, isStopped: boolean): string =>
    `No. ${grouped(packet)} is a packet you were waiting for${isStopped ? '; recording stopped' : ''}`,
  problems: (value: number) =>
    `${grouped(value)} new ${value === 1 ? 'problem' : 'problems'} found`,
};
