import { useMemo } from 'react';
import type { ThingModel } from '../../../../alibaba/alink/thingModel.ts';
import { parseTsl } from '../../../../alibaba/alink/tsl.ts';
import type { ProductFacts } from '../../../../broker/platform/devices/commands.ts';
import { useShownModel } from '../../../session/platform/demoNames.ts';

/** A product's thing model. Undefined if it has none or an unreadable one. */
export function useModel(product: ProductFacts | undefined): ThingModel | undefined {
  const tsl = product?.tsl;
  const model = useMemo(() => {
    const parsed = tsl === undefined ? undefined : parseTsl(tsl);
    return parsed?.ok === true ? parsed.model : undefined;
  }, [tsl]);
  return useShownModel(model);
}
