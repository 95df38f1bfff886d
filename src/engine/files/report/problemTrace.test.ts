import { expect, test } from 'vitest';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import { Capture } from '../../capture/capture.ts';
import type { ProblemFacts } from '../../filter/packetFacts.ts';
import type { FoundProblem, ProblemWords } from '../../findings/problem.ts';
import { corpusCapture } from '../captureFile.testkit.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { CaptureFeed } from './captureFeed.ts';
import { ProblemTrace } from './problemTrace.ts';

const words: ProblemWords = { foundWrong: ({ finding }) => finding.key };

const factsOf = (problem: FoundProblem): ProblemFacts => {
  const { rule, severity, statement } = problem;
  return { rule, severity, statement, text: words.foundWrong(problem) };
};

/** Withheld packets between those on the wire. */
const events = corpusCapture(100).events.flatMap((event, at): CaptureEvent[] => {
  if (event.kind !== 'packet' || at % 7 > 0) return [event];
  const { stream, direction, time, bytes } = event;
  const fault = { rule: '1', action: 'drop' } as const;
  return [event, { kind: 'withheld', stream, direction, time, bytes, faults: [fault] }];
});

test('reports for each packet the same problems, in order, as a capture that keeps all packets', () => {
  const found = new Map<number, ProblemFacts[]>();
  const whole = new CaptureFeed(
    new Capture({
      conventions: CONVENTIONS,
      originWallClock: 0,
      onProblem: (problem) => {
        const { packet } = problem;
        found.set(packet, [...(found.get(packet) ?? []), factsOf(problem)]);
      },
    }),
  );
  const trace = new ProblemTrace(CONVENTIONS, words);
  const numbers: number[] = [];
  let newest = 0;
  for (const event of events) {
    whole.take(event);
    trace.take(event);
    if (event.kind !== 'packet') continue;
    numbers.push(whole.capture.newest);
    newest = Math.max(newest, event.time);
  }
  whole.capture.end(newest);
  trace.end();
  const expected = numbers.map((number) => found.get(number) ?? []);
  expect(numbers.map((_, index) => trace.foundOn(index + 1))).toEqual(expected);
  expect(expected.some((facts) => facts.length > 1)).toBe(true);
  expect(numbers.at(-1)).toBeGreaterThan(numbers.length);
  expect(trace.foundOn(numbers.length + 1)).toEqual([]);
});
