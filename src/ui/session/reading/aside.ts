/** Reads payloads in a worker, one at a time. */
import type { Watch } from '../../../connection/tab/tabBroker.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { watchWorker } from '../connection/silentWorkers.ts';
import { ALIVE, type Answer, type Posted, PROBE, posted } from './posted.ts';
import type { Asked, TaskName, Told } from './tasks.ts';

/** Outcome. `unloaded`: the worker cannot read it. */
export type Outcome<K extends TaskName> = ToldOf<K> | NotTold;

interface ToldOf<K extends TaskName> {
  readonly kind: 'told';
  readonly told: Told<K>;
}

type NotTold = Exclude<Answer, { readonly kind: 'told' }>;

/** Only one task runs at a time, so the answer belongs to the request. */
const isToldOf = <K extends TaskName>(answer: Answer, task: K): answer is Answer & ToldOf<K> =>
  answer.kind === 'told' && answer.task === task;

interface Waiting {
  /** Created only when the task runs, because payloads are copied for it. */
  readonly post: () => Posted | undefined;
  readonly tell: (answer: Answer) => void;
}

class Aside {
  #worker: Worker | undefined;
  #watch: Watch | undefined;
  readonly #waiting = new Set<Waiting>();
  #current: Waiting | undefined;

  add(one: Waiting): void {
    this.#waiting.add(one);
    this.#next();
  }

  /** A running read is completed, and its result is discarded. */
  drop(one: Waiting): void {
    this.#waiting.delete(one);
  }

  #next(): void {
    if (this.#current !== undefined) return;
    const [one] = this.#waiting;
    if (one === undefined) return;
    this.#current = one;
    const asked = one.post();
    if (asked === undefined) this.#end({ kind: 'unloaded' });
    else {
      this.#begun().postMessage(asked, payloadsOf(asked));
      this.#watch?.posted();
    }
  }

  #end(answer: Answer): void {
    const one = this.#current;
    this.#current = undefined;
    if (one !== undefined && this.#waiting.delete(one)) one.tell(answer);
    this.#next();
  }

  #begun(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(new URL('./readingWorker.ts', import.meta.url), { type: 'module' });
    const watch = watchWorker('reading', {
      probe: () => worker.postMessage(PROBE),
      isAsked: () => this.#current !== undefined,
      end: () => {
        worker.terminate();
        this.#forget();
        this.#end({ kind: 'error', message: firstTexts().payload.readingEnded });
      },
    });
    this.#watch = watch;
    worker.addEventListener('message', ({ data }: MessageEvent<Answer | typeof ALIVE>) => {
      if (data === ALIVE) watch.answered();
      else {
        watch.heard();
        this.#end(data);
      }
    });
    // The script could not be loaded: the server of this page may be down.
    worker.addEventListener('error', () => {
      this.#forget();
      this.#end({ kind: 'unloaded' });
    });
    this.#worker = worker;
    return worker;
  }

  #forget(): void {
    this.#watch?.stop();
    this.#watch = undefined;
    this.#worker = undefined;
  }
}

const payloadsOf = ({ of }: Posted): ArrayBuffer[] =>
  of.flatMap((one) => (one?.payload.buffer instanceof ArrayBuffer ? [one.payload.buffer] : []));

const aside = new Aside();

/** Calls back once, and never after the returned function was called. */
export function readAside<K extends TaskName>(
  asked: Asked<K>,
  tell: (outcome: Outcome<K>) => void,
): () => void {
  const one: Waiting = {
    post: () => posted(asked),
    tell: (answer) => {
      if (answer.kind !== 'told' || isToldOf(answer, asked.task)) tell(answer);
    },
  };
  aside.add(one);
  return () => aside.drop(one);
}
