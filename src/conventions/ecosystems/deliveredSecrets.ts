/** Messages that deliver secrets from platforms to devices, or from devices to platforms. */
import { oneCharacterEach } from '../../base/bytes.ts';
import type { SecretDeliveries } from '../../mqtt/secrets/secrets.ts';
import { secretMembers, topicKind } from '../../payload/json/secretMembers.ts';

const NAMES = ['privateKey', 'certificateOwnershipToken'];
const ofAws = secretMembers(NAMES);
/** The first item of CBOR with a name; anywhere, because the beginning may be missing. */
const NAMED = new RegExp(`(?:${NAMES.join('|')})[\\x60-\\x7b]`);
const AWS =
  /^\$aws\/(?:certificates\/create(?:-from-csr)?|provisioning-templates\/[^/]+\/provision)\/(json|cbor)(?:\/accepted)?$/;

/** AWS IoT's fleet provisioning (docs.aws.amazon.com/iot, "Device provisioning MQTT API"). */
export const awsSecrets: SecretDeliveries = {
  beginnings: ['$aws/certificates/', '$aws/provisioning-templates/'],
  secretsIn: (topic, payload) => {
    const isCbor = topic?.includes('/cbor') ?? false;
    if (isCbor || NAMED.test(oneCharacterEach(payload)))
      return [{ offset: 0, length: payload.length }];
    return ofAws(payload, topicKind(topic, AWS));
  },
};

const ofThingsBoard = secretMembers([
  'secretKey',
  'provisionDeviceKey',
  'provisionDeviceSecret',
  'credentialsValue',
  'token',
  'password',
]);
const THINGSBOARD = /^v1\/(?:devices\/me|gateway)\/claim$|^\/provision\/(?:request|response)$/;

/** ThingsBoard's claims and provisioning (thingsboard.io, "Claiming devices", "Device provisioning"). */
export const thingsBoardSecrets: SecretDeliveries = {
  beginnings: ['v1/devices/me/c', 'v1/gateway/c', '/provision/'],
  secretsIn: (topic, payload) => ofThingsBoard(payload, topicKind(topic, THINGSBOARD)),
};
