/** Lists the subcommands, in the order of help. Arguments, help and documents are derived from this list. */
import type { help } from '../../i18n/cli/en/help.ts';
import type { CommandSpec, OptionList } from '../cli/options.ts';
import type { CommandSurroundings } from '../cli/subcommand.ts';

/** Resolves to an exit code other than 0 if needed. */
type Run = (argv: readonly string[], surroundings: CommandSurroundings) => Promise<unknown>;

interface Subcommand {
  readonly name: Exclude<keyof typeof help, 'companion'>;
  /** Most important arguments, for the help of the program. */
  readonly usage: string;
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
    load: async () => {
      const { DISSECT, runDissect } = await import('../captures/dissectCommand.ts');
      return [DISSECT, runDissect];
    },
  },
  {
    name: 'problems',
    usage: 'FILE... [--series] [--fail-on warn|error] [--junit FILE]',
    load: async () => {
      const { PROBLEMS, runProblems } = await import('../captures/problemsCommand.ts');
      return [PROBLEMS, runProblems];
    },
  },
  {
    name: 'convert',
    usage: 'FILE -o OUT [--with-secrets]',
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
];
