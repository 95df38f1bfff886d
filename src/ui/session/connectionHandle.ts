/** What the app needs of a connection; `Connection` in the room `connection` is one. */
import type { Command, ConnectionEvent } from '../../connection/protocol.ts';
import type { WindowReply, WindowRequest } from '../../engine/capture/window.ts';

export interface ConnectionHandle {
  send(command: Command): void;
  /** Rejects when the connection is closed. */
  window(request: WindowRequest): Promise<WindowReply>;
  /** Returns how to stop listening. */
  listen(listener: (event: ConnectionEvent) => void): () => void;
  /** Sends DISCONNECT and ends the worker; nothing comes after. May take a moment. */
  close(): void;
}
