/** The list of all steps that a chain can contain. */
import { avroStep } from '../avro/avroStep.ts';
import { sparkplugStep } from '../formats/sparkplugStep.ts';
import { STEPS } from '../formats/steps.ts';
import { meshtasticStep } from '../meshtastic/meshtasticStep.ts';
import { protobufStep } from '../protobuf/protobufStep.ts';
import type { Step } from '../schemas/step.ts';

export const ALL_STEPS: readonly Step[] = [
  ...STEPS,
  protobufStep,
  avroStep,
  sparkplugStep,
  meshtasticStep,
];
