/** Properties by themselves. */
import type { PropertyRule } from '../../../engine/rules/packetRules.ts';
import type { RuleTexts } from '../../ruleWords.ts';

export const property: RuleTexts<PropertyRule> = {
  'property-length': {
    title: 'Property length does not fit',
    explanation:
      'The property length exceeds the packet, or cuts a property off. Often the packet was written for MQTT 3.1.1.',
    remedy: 'Check that the packet was written for MQTT 5; without properties, the length is 0.',
  },
  'property-unknown': {
    title: 'Unknown property',
    explanation:
      'MQTT 5 defines no property with this identifier, so its end cannot be determined.',
    remedy: 'Use user properties for your own data.',
  },
  'property-place': {
    title: 'Property in the wrong packet',
    explanation:
      'The standard allows this property only in other packets; a receiver closes the connection.',
    remedy: 'Look up where the property is allowed (table 2-4 of the standard).',
  },
  'property-twice': {
    title: 'Duplicate property',
    explanation:
      'Only user properties, and subscription identifiers from a server, may repeat; it is unclear which value counts.',
    remedy: 'Send it once.',
  },
  'property-value': {
    title: 'Property value is not allowed',
    explanation: 'The standard does not allow this value here; a receiver closes the connection.',
    remedy: 'Use an allowed value, or leave the property out.',
  },
  'session-expiry-from-server': {
    title: 'Session expiry in a DISCONNECT from the server',
    explanation: 'Only the client decides how long its session lives.',
    remedy: 'Correct the server.',
  },
  'server-reference-from-client': {
    title: 'Server reference from a client',
    explanation:
      'A server reference tells a client which server to use; from a client it has no meaning.',
    remedy: 'Leave it out.',
  },
  'auth-method-missing': {
    title: 'AUTH without its method',
    explanation:
      'Every AUTH names the authentication method of CONNECT; a receiver closes the connection.',
    remedy: 'Send the authentication method again in each AUTH.',
  },
};
