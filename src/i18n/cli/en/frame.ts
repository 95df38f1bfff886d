/** What `--help` of every command says around its own texts. */
export const frame = {
  usage: 'Usage:',
  arguments: 'Arguments:',
  options: 'Options:',
  /** In the line of usage. */
  optionsPlace: '[options]',
  help: 'print this help',
  version: 'print the version',
  /** Of an option, behind its text. */
  range: (least: number, most: number): string => `${least} to ${most}`,
  choices: (choices: readonly string[]): string => `one of ${choices.join(', ')}`,
  usually: (value: string): string => `default: ${value}`,
  needed: 'required',
  repeats: 'may be repeated',
  /** What is in brackets behind a text. */
  bracketed: (text: string, facts: readonly string[]): string => `${text} (${facts.join('; ')})`,
};
