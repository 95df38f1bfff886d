/**
 * `--formats FILE`: maps topic filters to chains, as JSON. Schemas of chains and conventions are in the same
 * folder.
 */
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { decodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { readConventionFile } from '../../conventions/files/readFile.ts';
import { CONVENTION_FILE } from '../../engine/conventions/conventions.ts';
import { topicFilterError } from '../../mqtt/tables/topics.ts';
import { makeChain } from '../../payload/chains/chain.ts';
import type { ChainError } from '../../payload/chains/chainSyntax.ts';
import {
  type ChainRule,
  MOST_RULES,
  NO_RULES,
  type PayloadRules,
} from '../../payload/chains/rules.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import type { SchemaFile } from '../../payload/schemas/step.ts';
import { StartError, systemReason } from '../cli/errors.ts';
import { systemCode } from '../cli/systemCode.ts';

/** Everything read from the file's folder is in use afterwards. Throws `StartError`. */
export async function readFormats(file: string | undefined): Promise<PayloadRules> {
  if (file === undefined) return NO_RULES;
  const chains = rulesIn(await textOf(file), file);
  let files: readonly SchemaFile[] = [];
  for (const rule of chains) {
    // Imports of a schema are known only after it is read.
    files = await withSchemas(rule, files, file);
  }
  await CONVENTIONS.readFiles(await conventionsBeside(file));
  return { chains, files };
}

/** Throws `StartError` if one has errors. */
async function conventionsBeside(file: string): Promise<readonly SchemaFile[]> {
  const folder = dirname(resolve(file));
  const names = (await readdir(folder)).filter((name) => name.endsWith(CONVENTION_FILE)).sort();
  const files = names.slice(0, MOST_RULES.files).map(async (name) => {
    const text = await textOf(resolve(folder, name));
    const read = readConventionFile(text);
    if (read.ok) return { name, text };
    const [error] = read.errors;
    throw new StartError((say) => (error ? say.wrongConvention(name, error) : say.noFormats(name)));
  });
  return await Promise.all(files);
}

async function textOf(file: string): Promise<string> {
  try {
    const text = decodeUtf8(await readFile(file));
    if (text === undefined || text.length > MOST_RULES.text) {
      throw new StartError((say) => say.noFormats(file));
    }
    return text;
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    throw new StartError((say) => say.cannotBeRead(file, systemReason(error, say)));
  }
}

function rulesIn(text: string, file: string): readonly ChainRule[] {
  const value = parseJson(text);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject) throw new StartError((say) => say.noFormats(file));
  return Object.entries(value).map(([filter, chain]: [string, unknown]) => {
    if (typeof chain !== 'string' || topicFilterError(filter) !== undefined) {
      throw new StartError((say) => say.wrongRule(file, filter));
    }
    return { filter, chain };
  });
}

/** Reads the chain's schemas and their imports, until none is missing or an error occurs. */
async function withSchemas(
  rule: ChainRule,
  known: readonly SchemaFile[],
  file: string,
): Promise<readonly SchemaFile[]> {
  let files = known;
  for (;;) {
    const made = makeChain(rule.chain, files);
    if (made.ok) return files;
    const name = missingIn(made.error);
    if (name === undefined || files.length >= MOST_RULES.files) {
      throw new StartError((say) => say.wrongChain(file, rule, made.error));
    }
    // A name cannot lead to another folder.
    const path = resolve(dirname(file), basename(name));
    files = [...files, { name, text: await textOf(path) }];
  }
}

function missingIn({ why }: ChainError): string | undefined {
  if (why.key === 'no-file') return why.args.file;
  if (why.key !== 'schema') return undefined;
  const { why: inSchema } = why.args;
  return inSchema.key === 'import' ? inSchema.args.file : undefined;
}
