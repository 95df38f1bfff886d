import { expect, test } from 'vitest';
import { brokerUrl } from './brokerUrl.ts';

test.each([
  ['broker', 'mqtt://broker'],
  ['10.0.0.7:1884', 'mqtt://10.0.0.7:1884'],
  ['ann:secret@[::1]:1884', 'mqtt://ann:secret@[::1]:1884'],
  ['tcp://broker:1883', 'mqtt://broker:1883'],
  ['SSL://broker', 'mqtts://broker'],
  ['tls://broker', 'mqtts://broker'],
  ['wss://broker/mqtt', 'wss://broker/mqtt'],
  ['unix:///run/broker.sock', 'unix:///run/broker.sock'],
  ['http://broker', 'http://broker'],
  ['1883', '1883'],
  ['', ''],
])('%s is %s', (text, url) => expect(brokerUrl(text)).toBe(url));
