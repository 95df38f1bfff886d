/** A property of the message in a mosquitto_pub command (`-D publish name value`). */
import { encodeUtf8 } from '../../base/utf8.ts';
import type { Property } from '../../mqtt/tables/properties.ts';

/** @param second value of a user property, whose name is the first */
export function publishProperty(name: string, value: string, second: string): Property | undefined {
  const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
  switch (name) {
    case 'content-type':
      return { name: 'contentType', value };
    case 'response-topic':
      return { name: 'responseTopic', value };
    case 'correlation-data':
      return { name: 'correlationData', value: encodeUtf8(value) };
    case 'user-property':
      return { name: 'userProperty', value: [value, second] };
    case 'message-expiry-interval':
      return number <= 0xff_ff_ff_ff ? { name: 'messageExpiryInterval', value: number } : undefined;
    case 'topic-alias':
      return number >= 1 && number <= 0xff_ff ? { name: 'topicAlias', value: number } : undefined;
    case 'payload-format-indicator':
      return number <= 1 ? { name: 'payloadFormatIndicator', value: number } : undefined;
    default:
      return undefined;
  }
}
