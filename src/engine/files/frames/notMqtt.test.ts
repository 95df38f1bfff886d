import { expect, it } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import { foundWrong } from '../../../i18n/en/facts/findings.ts';
import { Capture } from '../../capture/capture.ts';
import type { FoundProblem } from '../../findings/problem.ts';
import { connectOf, notesOf, readEvents } from '../captureFile.testkit.ts';
import { CaptureFeed } from '../report/captureFeed.ts';
import { upgrade } from '../webSocket/webSocket.testkit.ts';
import { type ConnectionOptions, framesOf, pcapOf, type Sent } from './frames.testkit.ts';

const out = (bytes: Uint8Array): Sent => ({ direction: 'out', bytes });
const back = (bytes: Uint8Array): Sent => ({ direction: 'in', bytes });
const text = (of: string) => encodeUtf8(`${of}\r\n\r\n`);

const connect = out(connectOf(4));
const [request = connect, accepted = connect] = upgrade();
const post = out(text(`POST /mqtt HTTP/1.1\r\nAuthorization: Basic ${'c2Vj'.repeat(30)}`));
const badRequest = back(text('HTTP/1.1 400 Bad Request'));
/** An empty ClientHello record. */
const hello = out(Uint8Array.of(0x16, 3, 1, 0, 4, 1, 0, 0, 0));
const alert = back(Uint8Array.of(0x15, 3, 3, 0, 2, 2, 70));

function found(sent: readonly Sent[], options: ConnectionOptions = {}): string[] {
  const problems: FoundProblem[] = [];
  const onProblem = (problem: FoundProblem) => problems.push(problem);
  const feed = new CaptureFeed(
    new Capture({ conventions: CONVENTIONS, originWallClock: 0, onProblem }),
  );
  for (const event of readEvents(pcapOf(framesOf(sent, options)))) feed.take(event);
  for (const { packet } of problems) {
    expect(feed.capture.window({ packet }, 0).packet?.row.hasProblem).toBe(true);
  }
  return problems.map((one) => `${one.rule}: ${foundWrong(one)}`);
}

const HTTP = 'client-not-mqtt: HTTP request where CONNECT was expected.';
const TLS = 'client-not-mqtt: TLS where CONNECT was expected.';

it.each([
  ['a request of HTTP', [post], HTTP],
  ['an answered request of HTTP', [post, badRequest], HTTP],
  ['a WebSocket request without an answer', [request], HTTP],
  ['a rejected WebSocket request', [request, badRequest], HTTP],
  ['TLS without an answer', [hello], TLS],
  ['TLS with a text answer', [hello, back(text('what?'))], TLS],
  [
    'a program of another protocol',
    [out(text('EHLO me'))],
    'client-not-mqtt: Text where CONNECT was expected.',
  ],
  [
    'an answer of HTTP',
    [connect, badRequest],
    'server-not-mqtt: HTTP answer where CONNACK was expected.',
  ],
  ['an answer of TLS', [connect, alert], 'server-not-mqtt: TLS where CONNACK was expected.'],
  [
    'an answer of SSH',
    [connect, back(text('SSH-2.0-x'))],
    'server-not-mqtt: Text where CONNACK was expected.',
  ],
])(
  'MQTT-3.1.0-1, 3.2.0-1: %s on a port for MQTT is named, and nothing else is reported',
  (_name, sent, told) => {
    expect(found(sent)).toEqual([told]);
  },
);

it.each<[string, readonly Sent[], ConnectionOptions]>([
  ['TLS that is answered', [hello, alert], {}],
  ['TLS on its own port', [hello], { serverPort: 8883 }],
  ['WebSocket that is accepted', [request, accepted], {}],
  ['TLS before the capture ended', [hello], { unclosed: true }],
  ['HTTP on its own port', [post, badRequest], { serverPort: 8080 }],
  ['HTTP in the midst of a connection', [post], { midStream: true }],
])('%s is not reported', (_name, sent, options) => {
  expect(found(sent, options).filter((one) => one.includes('not-mqtt'))).toEqual([]);
});

it('misses no CONNECT in streams of other protocols on a port for MQTT', () => {
  const dns = Uint8Array.of(0, 6, 0x30, 1, 1, 0, 0, 1);
  const modbus = Uint8Array.of(0, 1, 0, 0, 0, 6, 1, 3, 0, 100, 0, 2);
  const subscribe = Uint8Array.of(0x82, 6, 0, 1, 0, 1, 0x61, 0);
  const notes = (sent: readonly Sent[]) => notesOf(readEvents(pcapOf(framesOf(sent))));
  for (const sent of [
    [post, badRequest],
    [hello, alert],
    [out(dns)],
    [out(modbus), back(modbus)],
  ]) {
    expect(notes(sent)).not.toContain('version-inferred');
  }
  expect(notes([out(subscribe)])).toContain('version-inferred');
});
