/** Panes over a real capture without a worker: the engine answers their requests at once. */

import { act, createElement, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, vi } from 'vitest';
import {
  type Answer,
  type AnswerTo,
  ConnectionClosed,
  OpenQuestions,
  type Question,
} from '../../../connection/environment/questions.ts';
import type { Command, ConnectionEvent } from '../../../connection/protocol/protocol.ts';
import { limitsOf } from '../../../connection/protocol/serverLimits.ts';
import { schemasInProcess } from '../../../connection/schemas/inProcess.testkit.ts';
import type { AnswerPreview } from '../../../connection/templates/templateSource.ts';
import { type TopicQuestion, TopicQuestions } from '../../../connection/topics/topicQuestions.ts';
import type { Trial, TrialOutcome, TrialTerms } from '../../../connection/workshop/trial.ts';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import { Capture } from '../../../engine/capture/capture.ts';
import { compileFilter } from '../../../engine/filter/compile.ts';
import { FilteredRows } from '../../../engine/filtering/filteredRows.ts';
import { MissingPaths } from '../../../engine/filtering/missingPaths.ts';
import { pathsEndingIn } from '../../../engine/filtering/pathEnds.ts';
import { payloadPathsSeen } from '../../../engine/filtering/pathsSeen.ts';
import { TermCounts } from '../../../engine/filtering/termCounts.ts';
import type { SchemaRequest } from '../../../engine/schemas/judgement.ts';
import { ChartedSeries } from '../../../engine/series/chartedSeries.ts';
import { TopicTable } from '../../../engine/topics/topicTable.ts';
import { Arrangement } from '../../../engine/topics/tree/arrangement.ts';
import { TopicFinder } from '../../../engine/topics/tree/topicFinder.ts';
import type { WindowReply, WindowRequest } from '../../../engine/window/window.ts';
import type { AnswerRule } from '../../../profiles/settings/answerRule.ts';
import type { ConnectionHandle } from '../../session/connection/connectionHandle.ts';
import { useConnections } from '../../session/connection/connections.ts';
import { closeConnection, openConnection, setHandleFactory } from '../../session/connectionTabs.ts';
import { setLayout } from '../../session/view/layout.ts';
import { loadRest } from '../loading/loadedLater.ts';
import { ROW_HEIGHT } from './listLayout.ts';

/** Wall-clock time of the capture's origin: a day's noon, local. */
const ORIGIN = new Date(2026, 10, 20, 12, 0, 0).getTime();

/** ms */
const TIMEOUT = 10_000;
vi.setConfig({ testTimeout: 4 * TIMEOUT });

/** Rounds of waiting before questions with an interval are asked at once, as when the page becomes visible again. */
const ASKED_AGAIN = 3;

class NoResizes implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

function noMedia(query: string): MediaQueryList {
  return Object.assign(new EventTarget(), {
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });
}

/** Stubs for APIs that jsdom lacks. */
function stubs(): void {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true, ResizeObserver: NoResizes });
  window.matchMedia = noMedia;
}

// jsdom has no layout and so no scrolling. Tests can spy on this stub, but not on one further down the prototype
// chain.
Object.defineProperty(Element.prototype, 'scrollIntoView', {
  configurable: true,
  writable: true,
  value: () => undefined,
});

// Before the first test's time begins: the whole app takes a busy machine long.
beforeAll(async () => {
  stubs();
  await loadRest();
});

const LATEST = { topics: 100, bytes: 100 };

export class LiveCapture implements ConnectionHandle {
  /** A topic search continues while this returns true. */
  searchHasTime = (): boolean => true;
  /** Whether topics are found by words in their names. If false, the search continues. */
  findsTopics = true;
  readonly capture: Capture;
  readonly stream: number;
  readonly sent: Command[] = [];
  readonly asked: Question[] = [];
  /** Result of trying bytes. Without it, no result is ever reported. */
  tries: ((trial: Trial) => TrialOutcome | Promise<TrialOutcome>) | undefined;
  /** Limits that the server announced. Without them, none are ever reported. */
  terms: TrialTerms | undefined = { version: 5, announced: limitsOf([]) };
  /** Preview of a rule's answer. */
  previews: ((rule: AnswerRule) => AnswerPreview) | undefined;
  /** Requests that the worker for schemas never answers. */
  isStuck: (request: SchemaRequest) => boolean = () => false;
  readonly #questions = new OpenQuestions();
  #isEnded = false;
  readonly #ofTopics: TopicQuestions;
  #listener: ((event: ConnectionEvent) => void) | undefined;
  #now = 0;

  /** @param logBudget bytes */
  constructor(logBudget: number | undefined) {
    this.capture = new Capture({
      conventions: CONVENTIONS,
      originWallClock: ORIGIN,
      ...(logBudget === undefined ? {} : { logBudget }),
    });
    this.stream = this.capture.openStream(4);
    const now = () => this.#now;
    const nextTurn = (run: () => void) => void setTimeout(run, 0);
    const after = (ms: number, run: () => void) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    };
    this.#ofTopics = new TopicQuestions(
      { now, nextTurn, after, startSchemas: schemasInProcess((request) => this.isStuck(request)) },
      this.capture,
      now,
    );
  }

  /** A packet that the client receives, one ms after the one before it. */
  receive(bytes: Uint8Array): void {
    this.#now += 1000;
    this.capture.packet(this.stream, 'in', this.#now, bytes);
  }

  /** A packet that the client sends, one ms after the one before it. */
  answer(bytes: Uint8Array): void {
    this.#now += 1000;
    this.capture.packet(this.stream, 'out', this.#now, bytes);
  }

  /**
   * Advances the time.
   * @param time µs
   */
  wait(time: number): void {
    this.#now += time;
  }

  tell(event: ConnectionEvent): void {
    this.#listener?.(event);
  }

  send(command: Command): void {
    this.sent.push(command);
    if (command.kind === 'expand')
      this.capture.expand(command.path, command.expanded, command.deep);
    if (command.kind === 'search-topics') {
      this.capture.search(command.text, TopicFinder);
      this.capture.lookForTopics(this.searchHasTime);
    }
    if (command.kind === 'arrange-topics')
      this.capture.arrangeTopics(command.order, command.hidden, () => new Arrangement());
    if (command.kind === 'clear') this.capture.clear();
    if (command.kind === 'read-payloads') {
      this.capture.chosen.set(command.rules);
      void this.#ofTopics.hold(command.rules);
    }
    if (command.kind === 'mute-rule') this.capture.muteRule(command.rule, command.muted);
    if (command.kind === 'read-problems') this.capture.readProblems();
    if (command.kind === 'chart') this.capture.charted(ChartedSeries).set(command.values);
    if (command.kind === 'filter')
      this.capture.filter.set(compileFilter(command.text), FilteredRows, command.listed);
    if (command.kind === 'arm')
      this.capture.armed.arm(compileFilter(command.text), command.around, command.action);
    const { status } = this.capture.armed;
    if (command.kind === 'arm' && status) this.tell({ kind: 'armed', status });
  }

  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    this.asked.push(question);
    if (this.#isEnded) return Promise.reject(new ConnectionClosed());
    return this.#questions.ask(question, (id) => {
      if (isOfTopics(question)) {
        void this.#ofTopics
          .answer(question)
          .then((answer) => this.#questions.hear({ kind: 'answered', id, answer }));
        return;
      }
      if (question.kind === 'try-bytes') {
        void this.#try(id, question.trial);
        return;
      }
      const answer = this.#answer(question);
      if (answer !== undefined) this.#questions.hear({ kind: 'answered', id, answer });
    });
  }

  async #try(id: number, trial: Trial): Promise<void> {
    const said = await this.tries?.(trial);
    const answer = said && ({ to: 'try-bytes', said } as const);
    if (answer !== undefined) this.#questions.hear({ kind: 'answered', id, answer });
  }

  window(request: WindowRequest): WindowReply {
    this.capture.filter.advance(() => true);
    if (request.series) this.capture.charted(ChartedSeries).advance(() => true);
    return this.capture.window(request, this.#now);
  }

  /** Answers the questions of drawn panes to their worker. */
  #answer(question: Exclude<Question, TopicQuestion>): Answer | undefined {
    const { filter } = this.capture;
    switch (question.kind) {
      case 'window':
        return { to: 'window', said: this.window(question.request) };
      case 'complete-topic':
        return { to: 'complete-topic', said: this.capture.complete(question.prefix, 20) };
      case 'find-topics': {
        if (!this.findsTopics) return undefined;
        const table = this.capture.topicTable(TopicTable);
        const search = table.searchNames(question.text, question.most);
        search.look(() => true);
        return { to: 'find-topics', said: search.found() };
      }
      case 'latest-below':
        return { to: 'latest-below', said: this.capture.latest(question.path, LATEST) };
      case 'count-terms': {
        const counts = new TermCounts(question.text, filter.facts);
        counts.advance(() => true);
        return { to: 'count-terms', said: counts.terms };
      }
      case 'missing-paths': {
        const paths = new MissingPaths(question.text, filter.facts);
        paths.advance(() => true);
        return { to: 'missing-paths', said: paths.missing(() => true) };
      }
      case 'path-ends': {
        const seen = payloadPathsSeen(filter.facts, () => true);
        return { to: 'path-ends', said: pathsEndingIn(question.name, seen) };
      }
      case 'trial-terms':
        return this.terms && { to: question.kind, said: this.terms };
      case 'series-table': {
        const series = this.capture.charted(ChartedSeries);
        return { to: 'series-table', said: series.table(question.span, ORIGIN) };
      }
      case 'preview-answer': {
        const said = this.previews?.(question.rule);
        return said && { to: 'preview-answer', said };
      }
      case 'complete-filter':
      case 'fill-in':
      case 'next-mark':
      case 'read-messages':
      case 'sensor':
      case 'sensor-problems':
      case 'sensor-topics':
      case 'sensors':
      case 'try-bytes':
        return undefined;
    }
  }

  listen(listener: (event: ConnectionEvent) => void): () => void {
    this.#listener = listener;
    return () => {
      this.#listener = undefined;
    };
  }

  close(): void {}

  keepWaiting(): void {}

  end(): void {
    this.#isEnded = true;
  }
}

const OF_TOPICS: ReadonlySet<string> = new Set<TopicQuestion['kind']>([
  'retained-messages',
  'retained-list',
  'search-history',
  'topic-shape',
  'topic-levels',
  'changing-values',
  'schema-state',
  'check-schemas',
  'traffic',
]);

function isOfTopics(question: Question): question is TopicQuestion {
  return OF_TOPICS.has(question.kind);
}

export interface Shown {
  readonly live: LiveCapture;
  readonly id: string;
  readonly box: HTMLElement;
  /** Lets the pane ask and receive answers until `ready` holds. Fails after a timeout that suits a busy machine. */
  readonly until: (ready: () => boolean) => Promise<void>;
  /** Runs a change of state outside of the pane. */
  readonly run: (change: () => void) => Promise<void>;
  readonly press: (element: Element, key: string, more?: KeyboardEventInit) => Promise<void>;
  readonly click: (element: Element) => Promise<void>;
  readonly end: () => Promise<void>;
}

/** Distance from the upper edge of its scroller to a drawn row, pixels. */
export function placeOnScreen(row: Element | undefined): number {
  const block = row?.parentElement;
  const scroller = row?.closest('[role=grid], [role=tree]');
  if (!row || !block || !scroller) throw new Error('the row is not drawn');
  const above = [...block.children].indexOf(row) * ROW_HEIGHT.wide;
  return Number.parseFloat(block.style.top) + above - scroller.scrollTop;
}

/**
 * Draws a pane of a new connection. `fill` receives packets before the first drawing. `logBudget` is in
 * bytes.
 */
export async function show(
  pane: (props: { readonly connectionId: string }) => ReactElement | null,
  fill: (live: LiveCapture) => void,
  logBudget?: number,
): Promise<Shown> {
  stubs();
  setLayout({ grouping: 'packets' });
  const live = new LiveCapture(logBudget);
  fill(live);
  setHandleFactory(() => live);
  const id = openConnection();
  const box = document.body.appendChild(document.createElement('div'));
  const root = createRoot(box);
  // Lazy parts are loaded, as they are in the app after an idle moment.
  await loadRest();
  await act(async () => root.render(createElement(pane, { connectionId: id })));
  const until = async (ready: () => boolean): Promise<void> => {
    const end = Date.now() + TIMEOUT;
    for (let round = 1; !ready(); round += 1) {
      if (Date.now() > end)
        throw new Error(`${ready.toString()} does not hold: ${box.textContent}`);
      await act(async () => {
        if (round % ASKED_AGAIN === 0) document.dispatchEvent(new Event('visibilitychange'));
        await new Promise((resolve) => setTimeout(resolve, 10));
      });
    }
  };
  return {
    live,
    id,
    box,
    until,
    run: (change) => act(async () => change()),
    press: (element, key, more = {}) =>
      act(async () => {
        element.dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
        );
      }),
    click: (element) =>
      act(async () => {
        element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
      }),
    end: async () => {
      await act(async () => root.unmount());
      // Connections that the test opened are closed too, because the list is shared by test files.
      for (const { id: opened } of useConnections.getState().list) closeConnection(opened);
      setLayout({ topicsCollapsed: false });
      box.remove();
    },
  };
}
