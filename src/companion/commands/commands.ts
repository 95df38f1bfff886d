/**
 * Lists the subcommands, in the order of help. Arguments, help and documents are derived from this list and from
 * the options of each command.
 */
import type { CliTexts } from '../../i18n/cli/en/texts.ts';
import type { CommandSpec, OptionList } from '../cli/options.ts';
import type { CommandSurroundings } from '../cli/subcommand.ts';

type Specs = readonly [CommandSpec<OptionList>, ...CommandSpec<OptionList>[]];

/**
 * Resolves to an exit code other than 0 if needed.
 * @param specs loads the companion and all subcommands
 */
type Run = (
  argv: readonly string[],
  surroundings: CommandSurroundings,
  specs: () => Promise<Specs>,
) => Promise<unknown>;

interface Subcommand {
  readonly name: Exclude<keyof CliTexts['help'], 'companion'>;
  /** Most important arguments, for the help of the program. */
  readonly usage: string;
  /** Reads a file and ends; speed matters more than some megabytes. */
  readonly readsOnce?: true;
  /** Loads the module on demand, because no command needs another. */
  readonly load: () => Promise<readonly [spec: CommandSpec<OptionList>, run: Run]>;
}

export const SUBCOMMANDS: readonly Subcommand[] = [
  {
    name: 'run',
    usage: '[--to URL] [--expect EXPR] [--junit FILE] -- COMMAND...',
    load: async () => {
      const { RUN, runRun } = await import('../ci/runCommand.ts');
      return [RUN, runRun];
    },
  },
  {
    name: 'dissect',
    usage: 'FILE [--json] [--with-secrets]',
    readsOnce: true,
    load: async () => {
      const { DISSECT, runDissect } = await import('../captures/dissectCommand.ts');
      return [DISSECT, runDissect];
    },
  },
  {
    name: 'problems',
    usage: 'FILE... [--fail-on warn|error] [--junit FILE]',
    readsOnce: true,
    load: async () => {
      const { PROBLEMS, runProblems } = await import('../captures/problemsCommand.ts');
      return [PROBLEMS, runProblems];
    },
  },
  {
    name: 'convert',
    usage: 'FILE -o OUT [--with-secrets]',
    readsOnce: true,
    load: async () => {
      const { CONVERT, runConvert } = await import('../captures/convertCommand.ts');
      return [CONVERT, runConvert];
    },
  },
  {
    name: 'record',
    usage: '--url URL --subscribe FILTER -o FILE [--for DURATION]',
    load: async () => {
      const { RECORD, runRecord } = await import('../record/recordCommand.ts');
      return [RECORD, runRecord];
    },
  },
  {
    name: 'tap',
    usage: '--listen ADDRESS --to URL [-o FILE]',
    load: async () => {
      const { TAP } = await import('../tap/tapOptions.ts');
      const { runTap } = await import('../tap/tapCommand.ts');
      return [TAP, runTap];
    },
  },
  {
    name: 'extcap',
    usage: '--extcap-interfaces',
    load: async () => {
      const { EXTCAP, runExtcap } = await import('../tap/extcapCommand.ts');
      return [EXTCAP, runExtcap];
    },
  },
  {
    name: 'health',
    usage: '[URL]',
    load: async () => {
      const { HEALTH, runHealth } = await import('../http/healthCommand.ts');
      return [HEALTH, runHealth];
    },
  },
  {
    name: 'passwd',
    usage: 'FILE NAME [--delete]',
    load: async () => {
      const { PASSWD, runPasswd } = await import('../access/passwdCommand.ts');
      return [PASSWD, runPasswd];
    },
  },
  {
    name: 'sign',
    usage: '--product-key KEY --device-name NAME [--device-secret SECRET]',
    load: async () => {
      const { SIGN, runSign } = await import('../platform/signCommand.ts');
      return [SIGN, runSign];
    },
  },
  {
    name: 'verify',
    usage: '--client-id ID --username NAME --password TEXT [--device-secret SECRET]',
    load: async () => {
      const { VERIFY, runVerify } = await import('../platform/verifyCommand.ts');
      return [VERIFY, runVerify];
    },
  },
  {
    name: 'explain',
    usage: '[TEXT] [--log FILE]',
    load: async () => {
      const { EXPLAIN, runExplain } = await import('../platform/explainCommand.ts');
      return [EXPLAIN, runExplain];
    },
  },
  {
    name: 'completion',
    usage: 'bash|zsh|fish',
    load: async () => {
      const { COMPLETION, runCompletion } = await import('./completionCommand.ts');
      return [COMPLETION, runCompletion];
    },
  },
];

export const allCommands = async (companion: CommandSpec<OptionList>): Promise<Specs> => [
  companion,
  ...(await Promise.all(SUBCOMMANDS.map(async ({ load }) => (await load())[0]))),
];
