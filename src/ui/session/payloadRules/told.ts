/** How payloads are read where a person chose nothing and messages told it: names of metrics that a BIRTH gave. */
import { useEffect } from 'react';
import { ChosenFormats } from '../../../payload/chains/chosenFormats.ts';
import { type DefaultChain, NO_RULES } from '../../../payload/chains/rules.ts';
import type { PayloadFormat } from '../../../payload/formats/format.ts';
import { perConnection } from '../perConnection.ts';

const NONE: DefaultChain = { chain: undefined };

/** By topic. */
const chains = perConnection<ReadonlyMap<string, DefaultChain>>(new Map());

/** What is made of them, wherever it is asked for. */
const made = new WeakMap<ReadonlyMap<string, DefaultChain>, ChosenFormats>();

function formatsBy(told: ReadonlyMap<string, DefaultChain>): ChosenFormats {
  const known = made.get(told) ?? new ChosenFormats(NO_RULES, (topic) => told.get(topic) ?? NONE);
  made.set(told, known);
  return known;
}

export function toldFor(connectionId: string, topic: string): PayloadFormat | undefined {
  const told = chains.of(connectionId);
  return told.has(topic) ? formatsBy(told).of(topic) : undefined;
}

/** Drawn anew when more is told. */
export const useTold = (connectionId: string): unknown => chains.use(connectionId);

const textOf = ({ chain, files = [] }: DefaultChain): string =>
  [chain, ...files.map(({ text }) => text)].join('\n');

/** What an answer of the worker says of a topic; without files it is what is known without it. */
export function useToldChain(
  connectionId: string,
  topic: string | undefined,
  by: Partial<DefaultChain> | undefined,
): void {
  useEffect(() => {
    if (topic === undefined || by?.files === undefined) return;
    const now: DefaultChain = { chain: by.chain, files: by.files };
    const told = chains.of(connectionId);
    const before = told.get(topic);
    if (before !== undefined && textOf(before) === textOf(now)) return;
    chains.set(connectionId, new Map(told).set(topic, now));
  }, [connectionId, topic, by]);
}
