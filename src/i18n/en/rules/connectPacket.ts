/** CONNECT and CONNACK by themselves. */
import type { ConnectPacketRule } from '../../../engine/rules/packetRules.ts';
import type { RuleTexts } from '../../ruleWords.ts';

export const connectPacket: RuleTexts<ConnectPacketRule> = {
  'protocol-name': {
    title: 'Unknown protocol name',
    explanation: 'A server refuses the connection.',
    remedy: 'Check that this is an MQTT client and which version it is configured to use.',
  },
  'protocol-level': {
    title: 'Unknown protocol version',
    explanation: 'A server refuses the connection.',
    remedy: 'Set the client to MQTT 3.1.1 (4) or MQTT 5 (5).',
  },
  'bridge-level': {
    title: 'Protocol version marked as a bridge',
    explanation:
      'The highest bit of the version byte is set, which some brokers use to identify themselves as bridges. The standard does not define this, so a server may refuse it.',
    remedy:
      'Turn the mark off at the bridge (in Mosquitto: try_private false) if this server refuses it.',
  },
  'connect-reserved': {
    title: 'Reserved connect flag is set',
    explanation: 'A server closes the connection.',
    remedy: 'Correct the flags that the client writes.',
  },
  'will-qos-without-will': {
    title: 'Will QoS without a will',
    remedy: 'Set the will flag and a will, or leave the will QoS 0.',
  },
  'will-qos-3': {
    title: 'Will QoS is 3',
    explanation: 'A server closes the connection.',
    remedy: 'Use 0, 1 or 2.',
  },
  'will-retain-without-will': {
    title: 'Will retain without a will',
    remedy: 'Set the will flag and a will, or leave will retain 0.',
  },
  'password-without-user-name': {
    title: 'Password without a user name',
    explanation: 'A server closes the connection.',
    remedy: 'Set a user name, even an empty one, or use MQTT 5.',
  },
  'empty-client-id': {
    title: 'Empty client ID without a clean session',
    explanation:
      'Without an identifier the server cannot find the session again, so an empty one needs a clean session.',
    remedy: 'Set a client ID, or connect with a clean session.',
  },
  'client-id-mqtt-31': {
    title: 'Empty client ID in MQTT 3.1',
    remedy: 'Set a client ID.',
  },
  'long-client-id-mqtt-31': {
    title: 'Client ID is long for MQTT 3.1',
    explanation: 'Some servers refuse longer client IDs.',
    remedy: 'Shorten it, or use MQTT 3.1.1.',
  },
  'authentication-data-without-method': {
    title: 'Authentication data without a method',
    explanation: 'Without the name of its method, the data has no meaning.',
    remedy: 'Send the authentication method, too.',
  },
  'will-topic': {
    title: 'Will topic is not a topic name',
    explanation: 'A server refuses the connection.',
    remedy: 'Name one topic without + and #.',
  },
  'will-topic-empty': {
    title: 'Will topic is empty',
    explanation: 'A server refuses the connection.',
    remedy: 'Name the topic of the will, or connect without a will.',
  },
  'connack-reserved': {
    title: 'Reserved bits in CONNACK',
    explanation: 'A client closes the connection.',
    remedy: 'Correct the server.',
  },
  'unused-connack-byte': {
    title: 'Byte without a meaning in CONNACK',
    explanation: 'MQTT 3.1 has no session present flag; a client may read it as one.',
    remedy: 'Leave it 0 in MQTT 3.1.',
  },
  'session-present-refused': {
    title: 'Session present in a refusal',
    remedy: 'Correct the server: session present must be 0 with any code but success.',
  },
  'connack-code': {
    title: 'Unknown code in CONNACK',
    remedy: 'Check that the server answers in the client’s version.',
  },
};
