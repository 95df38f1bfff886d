/**
 * Messages over WebSocket that are not whole yet: `ws` gathers each until it is, of any length that a packet
 * may have, and whoever is there decides how many begin.
 */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Account } from '../../broker/core/memory/ledger.ts';
import { LARGEST_PACKET } from '../../mqtt/tables/packetSize.ts';

/** Of the head of a short frame; those of clients have a mask. */
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
   * @param most bytes of all together, above which the one with the most is ended
   * @param account charged with them; where it has no room for more, that one is ended, too
   */
  constructor(most: number, account?: Account) {
    this.#most = most;
    this.#account = account;
  }

  /**
   * @param socket what it reads from
   * @returns to be called where nobody has to look any longer
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
    // Before `ws` hears of them: what they complete is none of it any more.
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

/** Of its frames, and of what comes behind it. */
const BESIDES = 1024 * 1024;

/** Of taps and the bridge, which share this process's memory: one of them may have the largest packet. */
export const unfinishedMessages = new UnfinishedMessages(LARGEST_PACKET + BESIDES);
