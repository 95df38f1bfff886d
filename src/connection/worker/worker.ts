/**
 * The worker of one connection. The only file here that uses its globals. It is started by a module of a
 * higher layer (`ui/connectionWorker.ts`), which has the texts for files and the conventions.
 */

import { type Lazy, NotLoaded } from '../../base/lazy.ts';
import type { Conventions } from '../../engine/conventions/conventions.ts';
import type { FileWords } from '../../engine/files/events/fileWords.ts';
import type { FromWorker, ToWorker } from '../handle.ts';
import { saidBy } from '../protocol/connectionFacts.ts';
import type { PostedEvent } from '../protocol/outcomesTogether.ts';
import { type ConnectionEvent, portsOf } from '../protocol/protocol.ts';
import type { DeviceSignIn } from '../signIn/deviceSignIn.ts';
import type { BrokerPort } from '../tab/tabBroker.ts';
import { browserEnvironment } from './browser.ts';
import { Dispatch } from './dispatch.ts';
import { EventPost } from './eventPost.ts';

export function serveConnection(
  fileWords: Lazy<FileWords>,
  conventions: Conventions,
  deviceSignIn: DeviceSignIn,
): void {
  let brokerPort: BrokerPort | undefined;
  let brokerLost = new AbortController();
  let tabControl: MessagePort | undefined;
  let pass: string | undefined;
  const environment = browserEnvironment({
    brokerPort: () => brokerPort && { ...brokerPort, lost: brokerLost.signal },
    control: () => tabControl,
    pass: () => pass,
  });

  function post(message: FromWorker): void {
    const transfer = message.kind === 'events' ? message.events.flatMap(transferables) : [];
    globalThis.postMessage(message, transfer);
  }

  const events = new EventPost(environment, (due) => {
    post({ kind: 'events', events: due });
  });

  function explain(error: unknown): void {
    if (error instanceof NotLoaded) events.tell({ kind: 'not-loaded', message: error.message });
    else events.tell({ kind: 'fault', why: saidBy(error) });
  }

  const tell = (event: ConnectionEvent): void => {
    events.tell(event);
  };
  const dispatch = new Dispatch(environment, tell, fileWords, conventions, deviceSignIn);

  globalThis.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
    try {
      if (data.kind === 'drain') {
        // The tab is closed, which a port does not report.
        dispatch.watching.close();
        dispatch.live.drained(() => {
          events.flush();
          const isDrained = (): void => post({ kind: 'drained' });
          dispatch.ended().then(isDrained, isDrained);
        });
      } else if (data.kind === 'probe') {
        post({ kind: 'alive' });
      } else if (data.kind === 'broker-port') {
        brokerPort = data.brokerPort;
      } else if (data.kind === 'broker-lost') {
        brokerPort = undefined;
        tabControl = undefined;
        brokerLost.abort();
        brokerLost = new AbortController();
      } else if (data.kind === 'tab-control') {
        tabControl = data.port;
      } else if (data.kind === 'pass') {
        pass = data.pass;
      } else if (data.kind === 'ask') {
        dispatch.ask(data.id, data.question);
      } else {
        dispatch.command(data);
      }
    } catch (error) {
      explain(error);
    }
  });
  globalThis.addEventListener('online', () => {
    dispatch.live.networkIsBack();
  });
  globalThis.addEventListener('unhandledrejection', ({ reason }) => {
    explain(reason);
  });
}

/**
 * Objects to transfer to the page instead of copying: a file's bytes, ports, packed outcomes, and the bytes
 * of a selected packet, which may be 256 MiB and belong to the window.
 */
export function transferables(event: PostedEvent): Transferable[] {
  if (event.kind === 'published-together') return [event.numbers.buffer];
  if (event.kind === 'saving') return event.chunk ? [event.chunk] : [];
  if (event.kind === 'not-loaded') return event.command ? portsOf(event.command) : [];
  if (event.kind !== 'answered' || !('answer' in event) || event.answer.to !== 'window') return [];
  const buffer = event.answer.said.packet?.bytes.buffer;
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}
