/** Tests the broker in the tab with the companion's examples, over a message port. */
import { Duplex } from 'node:stream';
import { describe, onTestFinished } from 'vitest';
import { openThrough } from '../../connection/tab/portSocket.ts';
import { TestTab } from '../../connection/tab/tab.testkit.ts';
import { connectThrough } from './client.testkit.ts';
import { transportExamples } from './transportExamples.testkit.ts';

describe('over a message port', () => {
  transportExamples(async () => {
    const tab = new TestTab();
    onTestFinished(() => tab.close());
    const brokerPort = tab.line('broker-port');
    return (options) => connectThrough(() => streamThrough(brokerPort), options);
  });
});

function streamThrough(brokerPort: MessagePort): Duplex {
  const socket = openThrough(brokerPort, {
    opened: () => undefined,
    received: (frame) => stream.push(frame),
    closed: () => stream.destroy(),
  });
  const stream = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      socket.send(new Uint8Array(chunk));
      done();
    },
    final: (done) => {
      socket.close();
      done();
    },
    destroy: (error, done) => {
      socket.close();
      done(error);
    },
  });
  return stream;
}
