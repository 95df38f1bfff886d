/** Completion scripts of shells. Each is complete in itself: completing runs no program but the shell. */

export interface Completed {
  readonly name: string;
  readonly about: string;
  /** Its argument is one of these; empty: file names. */
  readonly words: readonly string[];
  readonly options: readonly CompletedOption[];
}

export interface CompletedOption {
  /** `-o`, `--output`. */
  readonly names: readonly string[];
  readonly text: string;
  /** Placeholder of its value: `FILE`. */
  readonly value: string | undefined;
  /** It may be given without its value. */
  readonly isOptional: boolean;
  readonly choices: readonly string[];
  readonly repeats: boolean;
}

type Script = (commands: readonly Completed[]) => string;

const isFile = (value: string): boolean => /^(?:file|out)$/i.test(value);
const isFolder = (value: string): boolean => /^(?:dir|folder)$/i.test(value);

const namesOf = (options: readonly CompletedOption[]): readonly string[] =>
  options.flatMap(({ names }) => names);

/** Works in bash 3.2, too. An equals sign is a word of its own. */
const bash: Script = (commands) => {
  const cases = commands.map(({ name, words, options }) => {
    const values = options
      .filter(({ choices }) => choices.length > 0)
      .map(({ names, choices }) => `      ${names.join('|')}) words='${choices.join(' ')}' ;;\n`);
    const all = namesOf(options).join(' ');
    return `    ${name === 'serve' ? '*' : name}) case $before in
${values.join('')}      *) if [[ $word == -* ]]; then words='${all}'; else words='${words.join(' ')}'; fi ;;
    esac ;;
`;
  });
  const names = commands.map(({ name }) => name).join(' ');
  return `# Completion of mqttscope for bash
_mqttscope() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words=
  COMPREPLY=()
  [[ " \${COMP_WORDS[*]:1:COMP_CWORD-1} " == *' -- '* ]] && return
  if [[ $word == = ]]; then word=
  elif [[ $before == = ]]; then before=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  case \${COMP_WORDS[1]} in
${[...cases.slice(1), cases[0]].join('')}  esac
  [[ $COMP_CWORD == 1 && $word != -* ]] && words='${names}'
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o bashdefault -o default -F _mqttscope mqttscope
`;
};

const zshText = (text: string): string => text.replaceAll("'", "'\\''");
/** A part of an `_arguments` specification. */
const zshPart = (text: string): string => zshText(text.replace(/[\\:[\]]/g, '\\$&'));

function zshOption(option: CompletedOption): readonly string[] {
  const { names, text, value = '', isOptional, choices, repeats } = option;
  const action =
    choices.length > 0
      ? `(${choices.join(' ')})`
      : isFile(value)
        ? '_files'
        : isFolder(value)
          ? '_files -/'
          : ' ';
  const takes = value === '' ? '' : `${isOptional ? '::' : ':'}${zshPart(value)}:${action}`;
  const once = repeats ? '*' : names.length > 1 ? `(${names.join(' ')})` : '';
  return names.map((name) => {
    const equals = value !== '' && name.startsWith('--') ? '=' : '';
    return `'${once}${name}${equals}[${zshPart(text)}]${takes}'`;
  });
}

const zsh: Script = (commands) => {
  const listed = commands.map(
    ({ name, about }) => `    '${zshText(name)}:${zshText(about.replaceAll(':', '\\:'))}'\n`,
  );
  const cases = commands.map(({ name, words, options }) => {
    const argument = words.length > 0 ? `'1: :(${words.join(' ')})'` : "'*: :_files'";
    const specs = [...options.flatMap(zshOption), argument].join(' \\\n      ');
    return `    ${name === 'serve' ? '*' : name}) _arguments -S \\\n      ${specs} ;;\n`;
  });
  return `#compdef mqttscope
_mqttscope() {
  local command=$words[2]
  local -a commands=(
${listed.join('')}  )
  if [[ $CURRENT == 2 && $command != -* ]]; then
    _describe command commands
    return
  fi
  if [[ $command != -* ]]; then
    shift words
    (( CURRENT-- ))
  fi
  case $command in
${[...cases.slice(1), cases[0]].join('')}  esac
}
if [[ $funcstack[1] == _mqttscope ]]; then _mqttscope "$@"; else compdef _mqttscope mqttscope; fi
`;
};

const fishText = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

function fishOption(option: CompletedOption): string {
  const { names, text, value, isOptional, choices } = option;
  const named = names.map((name) => name.replace(/^--/, '-l ').replace(/^-(?=\w$)/, '-s '));
  const takes =
    value === undefined || isOptional
      ? []
      : isFile(value)
        ? ['-r', '-F']
        : isFolder(value)
          ? ["-x -a '(__fish_complete_directories)'"]
          : choices.length > 0
            ? [`-x -a '${choices.join(' ')}'`]
            : ['-x'];
  return [...named, ...takes, '-d', fishText(text)].join(' ');
}

const fish: Script = (commands) => {
  const lines = commands.flatMap(({ name, about, words, options }) => {
    const here = `complete -c mqttscope -n '__mqttscope_is ${name}'`;
    return [
      `complete -c mqttscope -n __mqttscope_is -f -a ${name} -d ${fishText(about)}`,
      ...(words.length > 0 ? [`${here} -f -a '${words.join(' ')}'`] : []),
      ...options.map((option) => `${here} ${fishOption(option)}`),
    ];
  });
  return `# Completion of mqttscope for fish
function __mqttscope_is
    set -l words (commandline -opc)
    if test (count $argv) = 0
        test (count $words) = 1
    else if test (count $words) = 1; or string match -q -- '-*' $words[2]
        test $argv = serve
    else
        test $words[2] = $argv
    end
end
${lines.join('\n')}
`;
};

export const SHELL_SCRIPTS = { bash, zsh, fish };
