import { useMemo } from 'react';
import { alinkTopic } from '../../../alibaba/alink/alinkTopic.ts';
import {
  type FieldMeanings,
  fieldMeanings,
  NO_MEANINGS,
} from '../../../alibaba/alink/fieldMeanings.ts';
import { useModel } from './models.ts';

/** Meanings of a payload's members, if it is a message of the platform. */
export function useFieldMeanings(
  topic: string | undefined,
  payload: Uint8Array | undefined,
): FieldMeanings {
  const productKey = topic?.startsWith('/') === true ? alinkTopic(topic)?.productKey : undefined;
  const model = useModel(productKey);
  return useMemo(
    () =>
      topic === undefined || payload === undefined
        ? NO_MEANINGS
        : fieldMeanings(topic, payload, model),
    [topic, payload, model],
  );
}
