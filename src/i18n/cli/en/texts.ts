/** English texts of the command line. Output for programs is not in the dictionaries. */
import { captureHelp } from './captureHelp.ts';
import { companionHelp } from './companionHelp.ts';
import type { Lines } from './lines.ts';
import type { Recording } from './recording.ts';
import { refusals } from './refusals.ts';
import { runHelp } from './runHelp.ts';
import type { Running } from './running.ts';
import { signInHelp } from './signInHelp.ts';
import { tapHelp } from './tapHelp.ts';
import type { Tapping } from './tapping.ts';
import { toolHelp } from './toolHelp.ts';

/** The frame around the texts of every `--help`. */
const frame = {
  usage: 'Usage:',
  arguments: 'Arguments:',
  options: 'Options:',
  /** In the usage line. */
  optionsPlace: '[options]',
  commandPlace: 'COMMAND [arguments]',
  commands: 'Commands:',
  helpAbout: 'Prints the arguments, options and examples of a command: mqttscope help record',
  moreHelp:
    'Without a command, mqttscope serves: mqttscope --open is mqttscope serve --open. All commands have --lang en or zh. -V or --version prints the version.',
  help: 'print this help',
  version: 'print the version',
  /** The range of an option, after its text. */
  range: (least: number, most: number): string => `${least} to ${most}`,
  choices: (choices: readonly string[]): string => `one of ${choices.join(', ')}`,
  usually: (value: string): string => `default: ${value}`,
  needed: 'required',
  repeats: 'may be repeated',
  /** Facts in brackets after a text. */
  bracketed: (text: string, facts: readonly string[]): string => `${text} (${facts.join('; ')})`,
};

export const cli = {
  frame,
  help: {
    companion: companionHelp,
    ...runHelp,
    ...captureHelp,
    ...tapHelp,
    health: toolHelp.health,
    ...signInHelp,
    completion: toolHelp.completion,
  },
  refusals,
  /** Parts that `npm start` builds. */
  building: {
    web: 'building the app…',
    companion: 'building the companion…',
    failed: 'The build failed; see the reason above.',
  },
  passwd: {
    ask: 'Password: ',
    askAgain: 'Again: ',
    written: (name: string, path: string, isNew: boolean): string =>
      `User ${JSON.stringify(name)} is in ${path}${isNew ? '' : ' with a new password'}.`,
    deleted: (name: string, path: string): string =>
      `User ${JSON.stringify(name)} is no longer in ${path}.`,
  },
  progress: {
    reading: (name: string): string => `Reading ${name}`,
    standardInput: 'standard input',
    waiting: (pipe: string): string => `Waiting for a program that writes to the pipe ${pipe}`,
    far: (percent: number, total: string): string => `${percent} % of ${total}`,
  },
  recording: async (): Promise<Recording> => (await import('./recording.ts')).recording,
  running: async (): Promise<Running> => (await import('./running.ts')).running,
  tapping: async (): Promise<Tapping> => (await import('./tapping.ts')).tapping,
  lines: async (): Promise<Lines> => (await import('./lines.ts')).lines,
};

/** The type that other languages must implement. */
export type CliTexts = typeof cli;
