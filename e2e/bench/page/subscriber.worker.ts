/** A bare WebSocket that subscribes to a broker and counts messages, the minimum for a page. */
import { numberAt, PROGRESS_TOPIC, TOPIC } from '../broker/load/stream.ts';

/** Messages between reports to the publisher. */
const PROGRESS = 2000;
const CONNACK = 2;
const PUBLISH = 3;
const SUBACK = 9;

const utf8 = new TextEncoder();

/** Builds a short packet of the simplest form. */
function packet(first: number, ...parts: (readonly number[] | string)[]): Uint8Array<ArrayBuffer> {
  const bytes = parts.flatMap((part) =>
    typeof part === 'string' ? [0, part.length, ...utf8.encode(part)] : [...part],
  );
  return Uint8Array.from([first, bytes.length, ...bytes]);
}

interface Order {
  readonly url: string;
  readonly messages: number;
  /** First message to a bridge; undefined: the server is the broker itself. */
  readonly hello: string | undefined;
}

self.onmessage = ({ data }: MessageEvent<Order>) => {
  const socket =
    data.hello === undefined ? new WebSocket(data.url, 'mqtt') : new WebSocket(data.url);
  socket.binaryType = 'arraybuffer';
  let [count, frames, started] = [0, 0, 0];
  let rest = new Uint8Array(0);

  const reportProgress = (): void => {
    const number = [count >>> 24, (count >>> 16) & 0xff, (count >>> 8) & 0xff, count & 0xff];
    socket.send(packet(0x30, PROGRESS_TOPIC, number));
  };

  const take = (bytes: Uint8Array, at: number, body: number): void => {
    const type = (bytes[at] ?? 0) >> 4;
    if (type === CONNACK) socket.send(packet(0x82, [0, 1], TOPIC, [0]));
    else if (type === SUBACK) reportProgress();
    if (type !== PUBLISH) return;
    if (started === 0) started = performance.now();
    const topicLength = (bytes[body] ?? 0) * 256 + (bytes[body + 1] ?? 0);
    const number = numberAt(bytes, body + 2 + topicLength);
    if (number !== count) throw new Error(`message ${number} came where ${count} was due`);
    count += 1;
    if (count % PROGRESS === 0 || count === data.messages) reportProgress();
  };

  const begin = (): void => {
    socket.send(packet(0x10, 'MQTT', [4, 2, 0, 0], 'bench-browser'));
  };
  socket.onopen = () => {
    if (data.hello === undefined) begin();
    else socket.send(data.hello);
  };
  socket.onmessage = ({ data: frame }: MessageEvent<ArrayBuffer | string>) => {
    if (typeof frame === 'string') {
      if (!frame.includes('"opened"')) throw new Error(frame);
      begin();
      return;
    }
    let bytes = new Uint8Array(frame);
    if (rest.length > 0) {
      const joined = new Uint8Array(rest.length + bytes.length);
      joined.set(rest);
      joined.set(bytes, rest.length);
      bytes = joined;
    }
    if (started > 0) frames += 1;
    let at = 0;
    while (at + 2 <= bytes.length) {
      const first = bytes[at + 1] ?? 0;
      const isLong = first > 0x7f;
      const length = isLong ? (first & 0x7f) + (bytes[at + 2] ?? 0) * 128 : first;
      const body = at + (isLong ? 3 : 2);
      if (body + length > bytes.length) break;
      take(bytes, at, body);
      at = body + length;
    }
    rest = bytes.slice(at);
    if (count < data.messages) return;
    self.postMessage({ ms: performance.now() - started, count, frames });
    socket.close();
  };
  socket.onclose = () => {
    if (count < data.messages) throw new Error(`the broker has closed after ${count} messages`);
  };
};
