/** A line to a broker's control interface over any carrier: whole messages in both directions. */
import type { ControlMessage } from '../../broker/control/control.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import { LEFT } from '../environment/portProtocol.ts';
import type { ControlAccess } from './controlAccess.ts';
import type { ControlSurroundings } from './surroundings.ts';

export interface Line {
  send(message: ControlMessage): void;
  /** Ends the line; no handler is called after it. */
  close(): void;
}

export interface LineHandlers {
  readonly opened: (line: Line) => void;
  /** Not checked yet; undefined if unreadable. */
  readonly told: (answer: unknown) => void;
  readonly packets: (batch: Uint8Array) => void;
  /** Ended from the other side, or never opened. */
  readonly closed: () => void;
}

/** Throws if the address cannot be opened at all. */
export function openLine(
  access: ControlAccess,
  surroundings: ControlSurroundings,
  handlers: LineHandlers,
): Line {
  let open = true;
  /** Calls no handler after `close`. */
  const whileOpen =
    <T extends readonly unknown[]>(run: (...values: T) => void) =>
    (...values: T): void => {
      if (open) run(...values);
    };
  const told = whileOpen(handlers.told);
  const packets = whileOpen(handlers.packets);
  const closed = whileOpen(handlers.closed);
  if (access.kind === 'port') {
    const { port } = access;
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data instanceof Uint8Array) packets(data);
      else if (data instanceof ArrayBuffer) packets(new Uint8Array(data));
      else told(data);
      // A port does not report its backlog, so the reader does.
      if (open) port.postMessage(1);
    };
    port.addEventListener('close', closed);
    const line: Line = {
      send: (message) => {
        port.postMessage(message);
      },
      close: () => {
        open = false;
        // Some browsers do not notify the other end of a closed port.
        port.postMessage(LEFT);
        port.close();
      },
    };
    handlers.opened(line);
    return line;
  }
  const socket = surroundings.openSocket(access.url, {
    opened: whileOpen(() => {
      handlers.opened(line);
    }),
    text: (text) => {
      told(parseJson(text));
    },
    bytes: packets,
    closed,
  });
  const line: Line = {
    send: (message) => {
      socket.send(JSON.stringify(message));
    },
    close: () => {
      open = false;
      socket.close();
    },
  };
  return line;
}
