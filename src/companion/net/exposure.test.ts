import { expect, it } from 'vitest';
import { inEnglish } from '../cli/errors.ts';
import { type Exposure, exposureNotices } from './exposure.ts';

const DEVICE = { productKey: 'a1B2', deviceName: 'dev@1', deviceSecret: 'KEEPME' };
/** @param host of both ports */
const at = (host: string, certPath?: string): Exposure => ({
  listeners: [
    { isWeb: true, host, port: 8080, certPath },
    { isWeb: false, host, port: 1883, certPath },
  ],
  platform: undefined,
});
const LOCAL = at('127.0.0.1');
const NETWORKS = ['192.168.1.5', '10.0.0.9'];

const told = (exposure: Exposure, networks: readonly string[]): readonly string[] =>
  exposureNotices(exposure, () => networks).map(inEnglish);

it('prints nothing on loopback without devices', () => {
  expect(told(LOCAL, NETWORKS)).toEqual([]);
  const asked = (): readonly string[] => {
    throw new Error('uv_interface_addresses');
  };
  expect(exposureNotices(LOCAL, asked)).toEqual([]);
});

it('names the machine’s addresses on its networks', () => {
  expect(told(at('0.0.0.0'), NETWORKS)).toEqual([
    'Listening on all addresses of this machine; from other machines, open http://192.168.1.5:8080/ or http://10.0.0.9:8080/',
  ]);
  expect(told(at('::', 'certs/my cert.pem'), ['fd00::5'])).toEqual([
    'Listening on all addresses of this machine; from other machines, open https://[fd00::5]:8080/',
  ]);
});

it('prints a command for a generated device with openssl’s signature', () => {
  const platform = { made: DEVICE, known: DEVICE, madeProducts: [] };
  const [, command = ''] = told({ ...at('0.0.0.0'), platform }, NETWORKS);
  // printf clientIdmosquittodeviceNamedev@1productKeya1B2 | openssl dgst -sha256 -hmac KEEPME
  expect(command).toBe(
    'To post as one of the devices (also at 10.0.0.9): mosquitto_pub -V mqttv311 -h 192.168.1.5 -p 1883 -i \'mosquitto|securemode=3,signmethod=hmacsha256|\' -u \'dev@1&a1B2\' -P 5278d98abf5b0e22caf77744f27f40cd20e67afa7afc4a370bafbdaea00d85d8 -q 1 -t /sys/a1B2/dev@1/thing/event/property/post -m \'{"id":"1","version":"1.0","params":{"temperature":21.5},"method":"thing.event.property.post"}\'',
  );
});

it('names the certificate’s file for the command', () => {
  const platform = { made: DEVICE, known: DEVICE, madeProducts: [] };
  const secure = { ...at('127.0.0.1', "it's/my cert.pem"), platform };
  expect(told(secure, NETWORKS)[0]).toContain(
    String.raw` -p 1883 --cafile 'it'\''s/my cert.pem' -i `,
  );
  const [plainly] = told({ ...at('127.0.0.1', 'tls/cert.pem'), platform }, NETWORKS);
  expect(plainly).toContain(' --cafile tls/cert.pem -i ');
  const [signed] = told({ ...secure, isCaSigned: true }, NETWORKS);
  expect(signed).toContain(' --cafile CA-OF-THE-CERTIFICATE.pem -i ');
});

it('omits the secret of a configured device', () => {
  const platform = { made: undefined, known: DEVICE, madeProducts: [] };
  const notices = told({ ...at('bench', 'certs/my cert.pem'), platform }, NETWORKS);
  expect(notices).toEqual([
    'A device signs in with host bench, port 1883, product key a1B2, device name dev@1, its secret, and securemode 2 (TLS).',
  ]);
  const [, all] = told({ ...at('0.0.0.0'), platform }, NETWORKS);
  expect(all).toBe(
    'A device signs in with host 192.168.1.5 or 10.0.0.9, port 1883, product key a1B2, device name dev@1, its secret, and securemode 3.',
  );
});
