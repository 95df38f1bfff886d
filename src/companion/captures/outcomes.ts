/** Outcomes of exchanges, and problems, of the packets of a capture that `dissect` reads twice. */
import { CONVENTIONS } from '../../conventions/conventions.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import { ExchangeTrace } from '../../engine/files/report/exchangeTrace.ts';
import { ProblemTrace } from '../../engine/files/report/problemTrace.ts';
import { fileWords } from '../../i18n/en/captures/fileWords.ts';

/** Facts that the display filter needs. */
interface Wanted {
  readonly asksExchange: boolean;
  readonly asksProblem: boolean;
}

/** Packets between which no file is missing. */
interface Part {
  /** Number of packets before. */
  readonly before: number;
  readonly exchanges: ExchangeTrace | undefined;
  readonly problems: ProblemTrace | undefined;
}

export class Outcomes {
  readonly #wanted: Wanted;
  readonly #parts: Part[] = [];
  #packets = 0;
  #hasEnded = false;

  private constructor(wanted: Wanted) {
    this.#wanted = wanted;
  }

  /** Undefined: the filter asks for none. */
  static async wantedBy(wanted: Wanted): Promise<Outcomes | undefined> {
    if (!wanted.asksExchange && !wanted.asksProblem) return undefined;
    const outcomes = new Outcomes(wanted);
    await outcomes.#begin();
    return outcomes;
  }

  take(event: CaptureEvent): void {
    if (event.kind === 'packet') this.#packets += 1;
    const part = this.#parts.at(-1);
    part?.exchanges?.take(event);
    part?.problems?.take(event);
  }

  /** Files of a series are missing here: what follows is judged by itself. */
  async breakOff(): Promise<void> {
    // The second reading passes here, too.
    if (this.#hasEnded) return;
    this.#parts.at(-1)?.problems?.end();
    await this.#begin();
  }

  /** Ends the first reading. */
  end(): void {
    this.#hasEnded = true;
    this.#parts.at(-1)?.problems?.end();
  }

  /** @param packet position in the capture, from 1 */
  of(packet: number) {
    const part = this.#parts.findLast(({ before }) => before < packet);
    const place = packet - (part?.before ?? 0);
    return {
      exchange: part?.exchanges?.factsOf(place),
      found: part?.problems?.foundOn(place),
      reply: part?.exchanges?.replyOf(place),
    };
  }

  async #begin(): Promise<void> {
    const { asksExchange, asksProblem } = this.#wanted;
    const exchanges = asksExchange ? new ExchangeTrace(CONVENTIONS) : undefined;
    const problems = asksProblem ? new ProblemTrace(CONVENTIONS, fileWords) : undefined;
    await exchanges?.load();
    this.#parts.push({ before: this.#packets, exchanges, problems });
  }
}
