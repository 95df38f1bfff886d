/** Evaluates schemas in the process of a test instead of a worker. */

import type { SchemaRequest } from '../../engine/schemas/judgement.ts';
import type { SchemaPort, SchemaPortHandlers } from '../environment/environment.ts';
import { SchemaEvaluator } from './evaluator.ts';

/** @param isStuck requests that a worker would never answer, nor any after them */
export const schemasInProcess =
  (isStuck: (request: SchemaRequest) => boolean = () => false) =>
  ({ ready, answered }: SchemaPortHandlers): SchemaPort => {
    const evaluator = new SchemaEvaluator();
    let isEnded = false;
    const later = (run: () => void): void => {
      setTimeout(() => {
        if (!isEnded) run();
      }, 0);
    };
    later(ready);
    return {
      post: (request) =>
        later(() => {
          if (isStuck(request)) isEnded = true;
          else answered(evaluator.answer(structuredClone(request)));
        }),
      end: () => {
        isEnded = true;
      },
    };
  };
