/** The end of a page's WebSocket by us. */

/** What a `WebSocket` is for this. */
export interface EndedPage {
  send(text: string, written: () => void): void;
  close(code: number): void;
  terminate(): void;
  once(event: 'close', closed: () => void): unknown;
}

/** A page that does not close its side is cut off after this, ms. */
const LINGER = 2000;
/** ms for what is sent already: up to 4 MiB, over a slow network. */
const WRITTEN_WITHIN = 60_000;

/** Says `answer` after all that was sent before, and closes only then: the last bytes are to reach the page. */
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
