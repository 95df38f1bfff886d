import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../conventions.ts';
import { CONVENTIONS_LATER } from '../conventionsLater.ts';

describe.each([
  ['the command line', CONVENTIONS],
  ['the app', CONVENTIONS_LATER],
])('%s', (_where, { secrets }) => {
  const shown = (topic: string, message: string) =>
    decodeUtf8(secrets.maskMessage(topic, encodeUtf8(message)));

  it.each([
    ['$aws/certificates/create/json/accepted', '{"certificateId":"ab","privateKey":"secret"}'],
    [
      '$aws/certificates/create-from-csr/json/accepted',
      '{"certificateId":"ab","certificateOwnershipToken":"secret"}',
    ],
    [
      '$aws/provisioning-templates/fleet/provision/json',
      '{"certificateOwnershipToken":"secret","parameters":{"Serial":"ab"}}',
    ],
    ['v1/devices/me/claim', '{"id":"ab","secretKey":"secret"}'],
    ['v1/gateway/claim', '{"ab":{"secretKey":"secret"}}'],
    ['/provision/request', '{"deviceName":"ab","provisionDeviceSecret":"secret"}'],
    ['/provision/response', '{"status":"ab","credentialsValue":"secret"}'],
  ])('hides only the secret on %s', (topic, message) => {
    expect(shown(topic, message)).toBe(message.replace('"secret"', '"******"'));
  });

  it.each([
    '$aws/things/a/shadow/update',
    'v1/devices/me/telemetry',
    'v1/gateway/telemetry',
    'a/claim',
  ])('shows everything on %s', (topic) => {
    const message = '{"secretKey":"secret","privateKey":"secret"}';
    expect(shown(topic, message)).toBe(message);
  });

  it('hides a message in CBOR as a whole', () => {
    const message = encodeUtf8('certificateOwnershipToken');
    const hidden = secrets.maskMessage('$aws/certificates/create/cbor/accepted', message);
    expect(decodeUtf8(hidden)).toBe('*'.repeat(message.length));
  });
});
