/** Captures of connections that end again and again, with the right cause. */
import { expect, it } from 'vitest';
import { readEvents } from './captureFile.testkit.ts';
import { CAPTURE_FILES, notesOf, problemsOf, wordsOf } from './converted.testkit.ts';

const eventsOf = (name: string) => {
  const found = CAPTURE_FILES.find(([file]) => file.startsWith(name));
  return found ? readEvents(found[1]) : [];
};
const textsOf = (name: string): string => wordsOf(eventsOf(name)).join('\n');

it('p4-14: the same message, by far the largest, before each end', () => {
  const texts = textsOf('p4-14');
  expect(texts).toContain(
    'The last 3 connections of client "collector" were closed by the client within the same message, or right after it: PUBLISH of 11,016 bytes to "dev/9/log", by far the largest (the next one had 15 bytes).',
  );
  expect(texts).toContain('0 s after PUBLISH of 11,016 bytes to dev/9/log');
});

it('p4-15: a device that comes back from sleep is one client', () => {
  const problems = problemsOf(eventsOf('p4-15')).join('\n');
  expect(problems).not.toContain('client-id-in-two-streams');
  const texts = textsOf('p4-15');
  expect(texts.match(/is back from the same host/g)).toHaveLength(3);
  expect(texts).toContain('most likely the client itself came back after sleep');
  expect(texts).not.toContain('give each client its own identifier');
});

it('p4-24: the same silence, shorter than the keep alive, before each end', () => {
  const texts = textsOf('p4-24');
  expect(texts).toContain(
    'The last 2 connections of client "web-77" were closed from the server’s side after the same silence of 60 s; its keep alive of 120 s permits more.',
  );
});

it('p4-25: a Close frame of the client instead of a pong', () => {
  const events = eventsOf('p4-25');
  expect(events.findLast(({ kind }) => kind === 'closed')).toMatchObject({
    end: { by: 'client', code: 1000 },
  });
  expect(notesOf(events).join()).toContain(
    'The client closed the WebSocket with code 1000, 2 ms after a ping of the server, instead of a pong',
  );
  expect(textsOf('p4-25')).toContain(
    'closed by the client with WebSocket code 1000, 2 ms after a WebSocket ping, instead of a pong',
  );
});

it('p4-32: an end right after each SUBSCRIBE, which SUBACK could have refused', () => {
  const texts = textsOf('p4-32');
  expect(texts).toContain(
    'The last 3 connections of client "tablet-5" were closed by the server right after SUBSCRIBE to "answers".',
  );
  expect(texts).toContain('check whether this client may subscribe there');
  expect(texts).not.toContain('3.3.5-2');
});

it('p5-30: a client that does not wait for CONNACK', () => {
  const events = eventsOf('p5-30');
  expect(events.findLast(({ kind }) => kind === 'closed')).toMatchObject({
    end: { by: 'client', before: 250_000 },
  });
  const texts = textsOf('p5-30');
  expect(texts.match(/left by the client 0\.23 s before CONNACK came/g)).toHaveLength(3);
  expect(texts).toContain(
    'The last 3 connections of client "zephyr_pub" were left by the client before CONNACK came, after at most 0.5 s: lengthen its timeout.',
  );
  expect(texts).not.toMatch(/after CONNACK|short-connections/);
});

it('p5-31: the same duration, whatever was sent', () => {
  const texts = textsOf('p5-31');
  expect(texts).toContain(
    'The last 3 connections of client "esp-5f" were closed from the server’s side; each lasted 600 s, whatever was sent: perhaps a limit',
  );
  expect(texts).not.toContain('after the same silence');
});

it('p5-32: a server that closes instead of an answer to CONNECT', () => {
  const texts = textsOf('p5-32');
  expect(texts.match(/closed by the broker 0\.08 s after CONNECT, without CONNACK/g)).toHaveLength(
    2,
  );
  expect(texts).toContain('policy or permissions');
});
