/** The frame around the texts of every `--help`. */
export const frame = {
  usage: 'Usage:',
  arguments: 'Arguments:',
  options: 'Options:',
  /** In the usage line. */
  optionsPlace: '[options]',
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
