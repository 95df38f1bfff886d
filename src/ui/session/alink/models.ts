/** Thing models stored in this browser by product: the original text, which contains no secret. */
import { create } from 'zustand';
import type { ThingModel } from '../../../alibaba/alink/thingModel.ts';
import { parseTsl } from '../../../alibaba/alink/tsl.ts';
import type { TslFault } from '../../../alibaba/alink/tslFaults.ts';
import { remember, remembered } from '../../kit/language/remembered.ts';
import { useShownModel } from '../platform/demoNames.ts';

const KEY = 'thingModels';
/** Limits of stored products, and of a model's characters. The longest known models have a few hundred KB. */
const MOST_PRODUCTS = 20;
const LONGEST = 1 << 20;

type Kept = ReadonlyMap<string, string>;

const useModels = create<{ readonly kept: Kept }>()(() => ({ kept: read(remembered(KEY)) }));

function read(stored: unknown): Kept {
  const pairs: readonly unknown[] = Array.isArray(stored) ? stored : [];
  return new Map(pairs.filter(isPair));
}

function isPair(pair: unknown): pair is readonly [productKey: string, text: string] {
  return Array.isArray(pair) && pair.length === 2 && pair.every((each) => typeof each === 'string');
}

const parsedModels = new Map<string, ThingModel | undefined>();

/** The same model for the same text. */
function modelFrom(text: string | undefined): ThingModel | undefined {
  if (text === undefined) return undefined;
  if (!parsedModels.has(text)) {
    const result = parseTsl(text);
    if (parsedModels.size > MOST_PRODUCTS) parsedModels.clear();
    parsedModels.set(text, result.ok ? result.model : undefined);
  }
  return parsedModels.get(text);
}

export function useModelText(productKey: string | undefined): string | undefined {
  return useModels(({ kept }) => (productKey === undefined ? undefined : kept.get(productKey)));
}

/** Thing model of a product. Undefined if this browser has none. */
export function useModel(productKey: string | undefined): ThingModel | undefined {
  return useShownModel(modelFrom(useModelText(productKey)));
}

export function modelOf(productKey: string | undefined): ThingModel | undefined {
  return modelFrom(useModels.getState().kept.get(productKey ?? ''));
}

/** The newest are kept longest. @returns the reason for a rejection */
export function keepModel(productKey: string, text: string): TslFault | 'too-long' | undefined {
  if (text.length > LONGEST) return 'too-long';
  const result = parseTsl(text);
  if (!result.ok) return result;
  const others = [...current()].filter(([known]) => known !== productKey);
  put(new Map([...others, [productKey, text] as const].slice(-MOST_PRODUCTS)));
  return undefined;
}

export function forgetModel(productKey: string): void {
  put(new Map([...current()].filter(([known]) => known !== productKey)));
}

/** Includes what another tab has stored; without storage, what this page has. */
function current(): Kept {
  const stored = remembered(KEY);
  return stored === undefined ? useModels.getState().kept : read(stored);
}

function put(kept: Kept): void {
  useModels.setState({ kept });
  remember(KEY, [...kept]);
}
