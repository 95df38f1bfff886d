/** Texts of `--help`, which are English only. */
import { captureHelp } from './captureHelp.ts';
import { companionHelp } from './companionHelp.ts';
import { runHelp } from './runHelp.ts';
import { signInHelp } from './signInHelp.ts';
import { tapHelp } from './tapHelp.ts';

/** The frame around the texts of every `--help`. */
export const frame = {
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

export const help = {
  companion: companionHelp,
  ...runHelp,
  ...captureHelp,
  ...tapHelp,
  ...signInHelp,
};
