/** The worker of one connection. The only file here that touches its globals. */
import './adapter/microtasks.ts';
import { browserEnvironment } from './browser.ts';
import { Dispatch } from './dispatch.ts';
import type { FromWorker, ToWorker } from './handle.ts';
import type { ConnectionEvent } from './protocol.ts';

const environment = browserEnvironment();
let events: ConnectionEvent[] = [];

function post(message: FromWorker): void {
  globalThis.postMessage(message);
}

/** Events of one turn travel together; a window's answer does not wait. */
function flush(): void {
  if (events.length === 0) return;
  const due = events;
  events = [];
  post({ kind: 'events', events: due });
}

function tell(event: ConnectionEvent): void {
  events.push(event);
  if (event.kind === 'window') flush();
  else if (events.length === 1) environment.nextTurn(flush);
}

function explain(error: unknown): void {
  tell({ kind: 'fault', message: error instanceof Error ? error.message : String(error) });
}

const dispatch = new Dispatch(environment, tell);

globalThis.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  try {
    if (data.kind === 'drain') {
      dispatch.live.drained(() => {
        flush();
        post({ kind: 'drained' });
      });
    } else {
      dispatch.command(data);
    }
  } catch (error) {
    explain(error);
  }
});
globalThis.addEventListener('unhandledrejection', ({ reason }) => {
  explain(reason);
});
