/** Payloads encoded by a schema: Sparkplug B, and all formats with schema files in a connection. */
import { type Localizable, say } from '../../../base/message.ts';
import { NO_RULES } from '../../../payload/chains/rules.ts';
import { type WritableType, writableTypes, writtenBy } from '../../../payload/chains/writtenBy.ts';
import type { SchemaFile } from '../../../payload/schemas/step.ts';
import type { Typed } from '../../../payload/tree/format.ts';
import type { SchemaErrors } from '../../../payload/tree/schemaErrors.ts';
import { texts } from '../../kit/language/useText.ts';
import { connectionById } from '../connection/connections.ts';
import { stepIn } from './schemaFormat.ts';

/** Keyed by the list of files, which is replaced on changes. */
const known = new WeakMap<readonly SchemaFile[], Map<string, Typed>>();

function filesOf(connectionId: string): readonly SchemaFile[] {
  return (connectionById(connectionId)?.settings?.payloads ?? NO_RULES).files;
}

/** The file was removed, or no longer defines the type. */
const GONE: Typed = {
  of: 'text',
  json: 'needed',
  stays: true,
  parse: () => ({
    ok: false,
    error: { kind: 'misfit', line: 1, column: 1, why: { key: 'no-schema', args: {} } },
  }),
  print: () => undefined,
};

export const bySchema = {
  typedFor(format: string): Typed {
    const { step, connectionId } = stepIn(format);
    const files = filesOf(connectionId);
    const ofFiles = known.get(files) ?? new Map<string, Typed>();
    known.set(files, ofFiles);
    const typed = ofFiles.get(step) ?? writtenBy(step, files) ?? GONE;
    ofFiles.set(step, typed);
    return typed;
  },

  /** Types to choose from for a step. */
  choices: (connectionId: string, name: string): readonly WritableType[] =>
    writableTypes(name, filesOf(connectionId)),

  words: (why: Localizable<SchemaErrors>): string => say(texts().bySchema.misfits, why),
};
