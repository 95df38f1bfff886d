/**
 * Limits incomplete WebSocket messages: `ws` gathers each up to the largest packet, and clients decide how
 * many they begin.
 */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Account } from '../../broker/core/memory/ledger.ts';
import { LARGEST_PACKET } from '../../mqtt/tables/packetSize.ts';

/** Header of a short frame. Clients' frames have a mask in addition. */
const HEAD = 2;
const MASKED_HEAD = 6;

export class UnfinishedError extends Error {
  override readonly name = 'UnfinishedError';
}

export class UnfinishedMessages {
  readonly #most: number;
  readonly #account: Account | undefined;
  readonly #held = new Map<WebSocket, number>();
  #sum = 0;

  /**
   * @param most bytes in total, above which the connection with the most is closed
   * @param account charged for them; if it is exhausted, that connection is closed, too
   */
  constructor(most: number, account?: Account) {
    this.#most = most;
    this.#account = account;
  }

  /**
   * @param socket its input
   * @returns stops watching
   */
  watch(webSocket: WebSocket, socket: Duplex, isMasked: boolean): () => void {
    const head = isMasked ? MASKED_HEAD : HEAD;
    const counted = (bytes: Buffer): void => {
      const fits = this.#account?.fits(bytes.length) ?? true;
      this.#count(webSocket, bytes.length);
      if (!fits || this.#sum > this.#most) this.#endLongest();
    };
    const control = (data: Buffer): void => this.#count(webSocket, -head - data.length);
    const forget = (): void => this.#count(webSocket, Number.NEGATIVE_INFINITY);
    // Runs before `ws` sees the bytes: completed messages no longer count.
    socket.prependListener('data', counted);
    webSocket.on('message', forget);
    webSocket.on('ping', control);
    webSocket.on('pong', control);
    const leave = (): void => {
      socket.off('data', counted);
      webSocket.off('message', forget).off('ping', control).off('pong', control);
      forget();
    };
    webSocket.once('close', leave);
    return leave;
  }

  #count(webSocket: WebSocket, bytes: number): void {
    const before = this.#held.get(webSocket) ?? 0;
    const now = Math.max(0, before + bytes);
    this.#sum += now - before;
    this.#account?.add(now - before);
    if (now === 0) this.#held.delete(webSocket);
    else this.#held.set(webSocket, now);
  }

  #endLongest(): void {
    const [longest] = [...this.#held].toSorted(([, a], [, b]) => b - a);
    if (longest === undefined) return;
    const [webSocket] = longest;
    this.#count(webSocket, Number.NEGATIVE_INFINITY);
    const message = 'its WebSocket message was too long to be held until it is whole';
    webSocket.emit('error', new UnfinishedError(message));
    webSocket.terminate();
  }
}

/** Bytes for frame headers and data after the message. */
const BESIDES = 1024 * 1024;

/** Shared by taps and the bridge in this process. One of them may receive the largest packet. */
export const unfinishedMessages = new UnfinishedMessages(LARGEST_PACKET + BESIDES);
