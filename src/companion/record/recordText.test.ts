/** Failures of a recording say what stands between. */
import { expect, it } from 'vitest';
import { subprotocolError } from '../dial/webLine.ts';
import { failureText } from './recordText.ts';

const textOf = (address: string, cause: Error): string =>
  failureText(
    { kind: 'unreachable', url: address, pageIsSecure: false, forbidden: false },
    address,
    cause,
  );

it('p4-39: a certificate for another name says its names, and does not ask for an authority', () => {
  const cause = (cert: object): Error =>
    Object.assign(new Error('Hostname/IP does not match'), {
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      cert,
    });
  const of = (cert: object) => textOf('mqtts://127.0.0.1:8883', cause(cert));
  const text = of({ subjectaltname: 'DNS:mqtt.example, IP Address:192.0.2.1', subject: {} });
  expect(text).toContain('not valid for 127.0.0.1, but for mqtt.example, 192.0.2.1.');
  expect(text).not.toContain('--ca');
  expect(of({ subject: { O: 'Example', CN: 'mqtt.example' } })).toContain('but for mqtt.example.');
  expect(of({})).toContain('not valid for 127.0.0.1. Use a name that it is valid for');
});

it.each([
  [400, 'does not pass the upgrade on'],
  [426, 'does not pass the upgrade on'],
  [502, 'cannot reach the broker'],
  [503, 'cannot reach the broker'],
  [504, 'cannot reach the broker'],
  [404, 'Check the path'],
])('p4-22: an upgrade that is answered with HTTP status %i', (status, advice) => {
  const cause = new Error(`Unexpected server response: ${status}`);
  expect(textOf('ws://127.0.0.1:8080/mqtt', cause)).toContain(advice);
});

it('p4-23: another subprotocol says both values', () => {
  const text = textOf('ws://127.0.0.1:8080/mqtt', subprotocolError(['mqtt'], 'mqttv3.1'));
  expect(text).toContain('selected the WebSocket subprotocol mqttv3.1, although mqtt was offered');
});

it.each([
  ['CERT_HAS_EXPIRED', /has expired\. Renew it on the server/],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /left out the intermediate ones\..*--ca FILE/],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', /self-signed\..*--ca FILE/],
  ['ECONNREFUSED', /Nothing listens at localhost:8883\. Check that the broker is running/],
  ['ENOTFOUND', /The name localhost is not known/],
  ['ERR_SSL_WRONG_VERSION_NUMBER', /does not use TLS at this port/],
])('p5-33, -34: %s has the sentence of the app', (code, sentence) => {
  const cause = Object.assign(new Error(code), { code });
  expect(textOf('mqtts://localhost:8883', cause)).toMatch(sentence);
});

it('says only of a missing authority that --ca names it', () => {
  const cause = Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' });
  expect(textOf('mqtts://localhost:8883', cause)).not.toContain('--ca');
});

it('refused by a code: the remedy names its options', () => {
  const refused = { kind: 'refused', code: 5, reasonString: undefined } as const;
  expect(failureText(refused, 'mqtt://h', undefined)).toMatch(
    /: check|; check user name, password and the permissions of this client \(--username, MQTTSCOPE_PASSWORD\)\.$/,
  );
});
