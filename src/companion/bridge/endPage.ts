/** Ends a page's WebSocket. */

/** The needed part of `WebSocket`. */
export interface EndedPage {
  send(text: string, written: () => void): void;
  close(code: number): void;
  terminate(): void;
  once(event: 'close', closed: () => void): unknown;
}

/** ms after which a page that does not close its side is cut off. */
const LINGER = 2000;
/** ms to send pending data: up to 4 MiB over a slow network. */
const WRITTEN_WITHIN = 60_000;

/** Sends `answer` after all pending data and then closes, so that the last bytes reach the page. */
export function endPage(page: EndedPage, answer: string, code: number): void {
  const cutOff = (): void => page.terminate();
  let timer = setTimeout(cutOff, WRITTEN_WITHIN);
  page.once('close', () => clearTimeout(timer));
  page.send(answer, () => {
    clearTimeout(timer);
    timer = setTimeout(cutOff, LINGER);
    page.close(code);
  });
}
