/** A line of the control interface over a message port. */
import { type Clock, millisecondsOf } from './alarm.ts';
import type { TabHost } from './tabHost.ts';

export function keepControl(
  port: MessagePort,
  host: Pick<TabHost, 'control' | 'soon'>,
  clock: Pick<Clock, 'now'>,
): void {
  /** Sizes of the messages that the reader has not taken yet; a port itself does not tell. */
  const waiting: number[] = [];
  let backlog = 0;
  const wait = (size: number): void => {
    waiting.push(size);
    backlog += size;
  };
  const session = host.control({
    tell: (answer) => {
      wait(JSON.stringify(answer).length);
      port.postMessage(answer);
    },
    packets: (batch) => {
      const frame = batch.slice();
      wait(frame.length);
      port.postMessage(frame, [frame.buffer]);
    },
    get backlog() {
      return backlog;
    },
    close: () => {
      port.close();
    },
  });
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'number') {
      for (const size of waiting.splice(0, data)) backlog -= size;
      // Room that was waited for may be there.
      host.soon();
    } else {
      session.receive(data, millisecondsOf(clock));
    }
  };
  // Where the browser tells: the other end was ended.
  port.addEventListener('close', () => {
    session.closed();
  });
}
