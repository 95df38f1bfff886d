/** What the subcommands that work on capture files have in common. */
import type { Writable } from 'node:stream';
import { type Command, CommanderError } from 'commander';
import type { GatheredNotes } from '../engine/files/gatheredNotes.ts';
import { printable } from '../engine/files/packetLine.ts';
import { say } from '../mqtt/fact.ts';
import { noteFacts } from '../words/en/noteFacts.ts';
import { UsageError } from './errors.ts';
import type { Progress } from './progress.ts';

export interface CommandSurroundings {
  /** For results, and nothing else. */
  readonly output: Writable;
  readonly notice: (text: string) => void;
  readonly version: string;
  readonly progress?: Progress;
}

/** `--with-secrets` of all of them. */
export const WITH_SECRETS = [
  '--with-secrets',
  'keep passwords, authentication data and delivered secrets',
] as const;

/**
 * Reads the arguments into the command; false: help was asked for and has been printed.
 * Throws `UsageError`.
 */
export function parseSubcommand(
  command: Command,
  argv: readonly string[],
  { output }: CommandSurroundings,
): boolean {
  command
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.write(text),
      writeErr: () => undefined,
      outputError: () => undefined,
    });
  try {
    command.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return false;
    // What follows an equals sign may be a secret.
    throw new UsageError(sentence(error.message.replace(/^error: /, '').replace(/=[^']*'/, "'")));
  }
  return true;
}

/** What a file says of itself, once it is read. */
export function tellNotes({ notes }: GatheredNotes, notice: CommandSurroundings['notice']): void {
  for (const { fact } of notes) notice(printable(say(noteFacts, fact)));
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return capital.endsWith('.') ? capital : `${capital}.`;
}
