/** Rules on SUBSCRIBE, UNSUBSCRIBE, their answers and on properties alone. */
import type { PacketRuleEntry } from './entry.ts';

export const SUBSCRIBE_ENTRIES = {
  noFilter: {
    title: 'SUBSCRIBE without a topic filter',
    explanation: 'There is nothing to subscribe to; a server closes the connection.',
    remedy: 'Send at least one topic filter.',
  },
  noUnsubscribeFilter: {
    title: 'UNSUBSCRIBE without a topic filter',
    explanation: 'There is nothing to unsubscribe from; a server closes the connection.',
    remedy: 'Send at least one topic filter.',
  },
  subscribeQos3: {
    title: 'Subscription with QoS 3',
    explanation: 'There is no QoS 3; a server closes the connection.',
    remedy: 'Ask for 0, 1 or 2.',
  },
  maximumQos3: {
    title: 'Subscription with QoS 3',
    explanation: 'There is no QoS 3; a server closes the connection.',
    remedy: 'Ask for 0, 1 or 2.',
  },
  subscribeReserved: {
    title: 'Reserved bits beside the QoS asked for',
    explanation:
      'In this version these bits have to be 0. Often options of MQTT 5 were written to a connection of MQTT 3.1.1.',
    remedy: 'Set subscription options only in MQTT 5.',
  },
  unusedSubscribeBits: {
    title: 'Bits without a meaning beside the QoS asked for',
    explanation: 'MQTT 3.1 gives these bits no meaning; later versions forbid them.',
    remedy: 'Leave them 0.',
  },
  subackFailure: {
    title: 'A refusal that MQTT 3.1 does not have',
    explanation:
      'SUBACK has 0x80 for a refused topic filter since MQTT 3.1.1. Brokers send it in 3.1 too, and clients read it as a refusal.',
    remedy: 'Use MQTT 3.1.1 or 5, which tell a refusal from a grant.',
  },
  retainHandling3: {
    title: 'Retain handling is 3',
    explanation: 'Retain handling is 0, 1 or 2; a server closes the connection.',
    remedy: 'Use 0 (send), 1 (send if new) or 2 (do not send).',
  },
  noLocalShared: {
    title: 'No local on a shared subscription',
    explanation:
      'A shared subscription cannot leave out its own messages; a server closes the connection.',
    remedy: 'Set no local to 0 there.',
  },
  filterEmpty: {
    title: 'Empty topic filter',
    explanation: 'A topic filter has at least one character.',
    remedy: 'Name a topic, or # for all.',
  },
  filterHash: {
    title: 'Wildcard # in the wrong place',
    explanation:
      'The wildcard # stands for all further levels, so it can only be the whole last level.',
    remedy: 'Write a/# in the place of a# or a/#/b.',
  },
  filterPlus: {
    title: 'Wildcard + in the wrong place',
    explanation: 'The wildcard + stands for one whole level, not for a part of one.',
    remedy: 'Write a/+ in the place of a/b+.',
  },
  filterShared: {
    title: 'Broken shared subscription',
    explanation: 'A shared subscription reads $share/name/filter, with a name without wildcards.',
    remedy: 'Write $share/, a name, / and the topic filter.',
  },
  noCode: {
    title: 'SUBACK without a code',
    explanation: 'SUBACK has a code for each topic filter of the SUBSCRIBE.',
    remedy: 'Correct the server.',
  },
  noUnsubackCode: {
    title: 'UNSUBACK without a reason code',
    explanation: 'In MQTT 5 UNSUBACK has a reason code for each topic filter of the UNSUBSCRIBE.',
    remedy: 'Correct the server; often it answered in the form of MQTT 3.1.1.',
  },
} as const satisfies Record<string, PacketRuleEntry>;

export const PROPERTY_ENTRIES = {
  propertyLength: {
    title: 'Property length does not fit',
    explanation:
      'The length of the properties says more bytes than there are, or cuts one off. Often the packet was written for MQTT 3.1.1.',
    remedy: 'Check that the packet was written for MQTT 5; without properties their length is 0.',
  },
  propertyUnknown: {
    title: 'Unknown property',
    explanation: 'MQTT 5 has no property with this identifier, so nobody knows where it ends.',
    remedy: 'Use user properties for data of your own.',
  },
  propertyPlace: {
    title: 'Property in the wrong packet',
    explanation:
      'The standard gives this property to other packets; a receiver closes the connection.',
    remedy: 'Look up where the property may stand (table 2-4 of the standard).',
  },
  propertyTwice: {
    title: 'Property stands twice',
    explanation:
      'Only user properties, and subscription identifiers from a server, may repeat; nobody knows which value counts.',
    remedy: 'Send it once.',
  },
  propertyValue: {
    title: 'Property has a value that is not allowed',
    explanation: 'The standard does not allow this value here; a receiver closes the connection.',
    remedy: 'Use an allowed value, or leave the property out.',
  },
  sessionExpiryFromServer: {
    title: 'Session expiry in a DISCONNECT from the server',
    explanation: 'Only the client decides how long its session lives.',
    remedy: 'Correct the server.',
  },
  serverReferenceFromClient: {
    title: 'Server reference from a client',
    explanation: 'A server reference tells a client where to go; from a client it has no meaning.',
    remedy: 'Leave it out.',
  },
  authMethodMissing: {
    title: 'AUTH without its method',
    explanation:
      'Every AUTH names the authentication method of CONNECT; a receiver closes the connection.',
    remedy: 'Send the authentication method again in each AUTH.',
  },
} as const satisfies Record<string, PacketRuleEntry>;
