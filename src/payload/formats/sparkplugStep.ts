/** The steps `sparkplug` and `sparkplug(birth.json)`, which takes the names of metrics from a BIRTH. */

import { Lazy } from '../../base/lazy.ts';
import type { Localizable } from '../../base/message.ts';
import type { SchemaFile, Step, StepErrors } from '../schemas/step.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { readMetricTable } from './sparkplug/sparkplugBirths.ts';
import { readingWith } from './sparkplug/sparkplugReading.ts';
import { sparkplug, sparkplugMetrics, withCompressedBody } from './sparkplug.ts';

function make(
  [name]: readonly string[],
  files: readonly SchemaFile[],
): PayloadFormat | Localizable<StepErrors> {
  if (name === undefined) return sparkplug;
  const file = files.find((one) => one.name === name);
  if (file === undefined) return { key: 'no-file', args: { at: 0, file: name } };
  const known = readMetricTable(file.text);
  if (known === undefined) {
    const args = { wanted: '{"metrics": […]}', found: file.text.slice(0, 40) };
    const why = { key: 'expected', args } as const;
    return { key: 'schema', args: { at: 0, file: name, line: 1, column: 1, why } };
  }
  return withCompressedBody({ ...sparkplugMetrics, readBy: Lazy.of(readingWith(known)) });
}

export const sparkplugStep: Step = {
  name: 'sparkplug',
  takes: [{ kind: 'file', endings: ['.json'], isOptional: true }],
  make,
};
