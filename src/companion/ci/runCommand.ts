/** `mqttscope run -- COMMAND`: runs a program that uses MQTT, and judges all its connections. */
import { performance } from 'node:perf_hooks';
import { errorText } from '../../base/errorText.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { EXPORT_FORMATS } from '../../engine/files/captureFormats.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import { PassingCapture } from '../../engine/files/report/passingCapture.ts';
import type { Running } from '../../i18n/cli/en/running.ts';
import { writtenFormat } from '../captures/captureFormat.ts';
import { type FailOn, Findings } from '../captures/findings.ts';
import { Judge } from '../captures/judge.ts';
import { FAIL_ON, MUTE } from '../captures/judgingOptions.ts';
import {
  JUNIT,
  JUNIT_FAILED_ONLY,
  refuseUnusedJunit,
  reportingFailure,
  writeJunit,
} from '../captures/junitFile.ts';
import type { OtherCase } from '../captures/junitReport.ts';
import { refuseSameFile } from '../captures/sameFile.ts';
import { inEnglish, StartError, UsageError } from '../cli/errors.ts';
import { EXIT } from '../cli/exitCodes.ts';
import { compileFilter } from '../cli/filters.ts';
import { cliTexts, LANGUAGE } from '../cli/language.ts';
import { anyText, choice, command, type Kind, many, one, type Values } from '../cli/options.ts';
import { refuseUnwritable, STANDARD_OUTPUT } from '../cli/replacedFile.ts';
import { type CommandSurroundings, parseSubcommand, WITH_SECRETS } from '../cli/subcommand.ts';
import { faultNotices } from '../log/faultNotices.ts';
import { displayFilter, duration } from '../record/recordOptions.ts';
import { readFaults } from '../tap/faultsFile.ts';
import { type TapOutputOptions, tapOutput } from '../tap/tapOutput.ts';
import { type NamedTarget, namedTarget, shownTarget } from '../tap/tapTarget.ts';
import { TARGET_TLS, targetTls } from '../tap/targetTls.ts';
import { type CommandEnd, runCommand } from './commandProcess.ts';
import { startOwnBroker } from './ownBroker.ts';
import { WatchedBroker } from './watchedBroker.ts';

/** Errors omit the address, which may contain a password. */
const brokerAddress: Kind<NamedTarget> = {
  read: (text, option) => {
    const target = namedTarget(text);
    // The environment of COMMAND cannot hold NUL.
    const isTarget = target !== undefined && !target.target.url.includes('%00');
    if (isTarget && target.name === undefined) return target;
    throw new UsageError((say) => say.notABroker(option));
  },
};

/** Standard output belongs to the command. */
const file: Kind<string> = {
  read: (text, option) => {
    if (text !== '' && text !== STANDARD_OUTPUT) return text;
    throw new UsageError((say) => say.needsAFile(option));
  },
};

export const RUN = command('run', ['<COMMAND...>'], {
  to: one('--to <URL>', brokerAddress),
  ...TARGET_TLS,
  faults: one('--faults <FILE>', anyText),
  failOn: FAIL_ON,
  mute: MUTE,
  expect: many('--expect <EXPR>', displayFilter),
  junit: { ...JUNIT, read: one(JUNIT.flags, file).read },
  junitFailedOnly: JUNIT_FAILED_ONLY,
  output: one('-o, --output <FILE>', file),
  format: one('--format <format>', choice(EXPORT_FORMATS)),
  timeout: one('--timeout <TIME>', duration),
  withSecrets: WITH_SECRETS,
  lang: LANGUAGE,
});

type RunValues = Values<typeof RUN.options>;

/** Lines of problems to print; a JUnit file has more. */
const MOST_LINES = 200;

/** Resolves to the exit code. Throws `UsageError`, `StartError`. */
export async function runRun(
  argv: readonly string[],
  surroundings: CommandSurroundings,
): Promise<number> {
  const parsed = parseSubcommand(RUN, argv, surroundings);
  if (parsed === 'answered') return EXIT.done;
  const { args, values } = parsed;
  const { notice, texts, output } = surroundings;
  const { faults, toCa, toCert, toKey, junit } = values;
  const toFile = fileWanted(values);
  refuseUnusedJunit(values);
  await refuseSameFile({
    // COMMAND may be a script: the recording must not replace it.
    inputs: [faults, toCa, toCert, toKey, ...args],
    outputs: [values.output, junit],
  });
  if (junit !== undefined) await refuseUnwritable(junit);
  const { problems: words } = await texts.lines();
  const english = await cliTexts('en');
  const { problems: englishWords } = await english.lines();
  const found: string[] = [];
  const print = (line: string): void => {
    if (found.length < MOST_LINES) found.push(line);
  };
  const findings = new Findings({
    output: { line: print },
    words,
    english: englishWords,
    options: { json: false, mute: values.mute },
  });
  const expectations = values.expect.map((filter) => new Expectation(filter));
  const report = async (others: readonly OtherCase[], unjudgedReason?: string): Promise<void> => {
    if (junit === undefined) return;
    const options = { ...values, allowEmpty: false };
    const judged = { name: args.join(' '), findings, options, others, unjudgedReason };
    await writeJunit(junit, [judged], englishWords, output);
  };
  const watchers = [new Judge(findings), ...expectations];
  const ended = await reportingFailure(report, () =>
    watched(args, values, toFile, surroundings, watchers),
  );
  const running = await texts.running();
  for (const line of [...found, ...findings.summary]) notice(line);
  for (const { failure } of otherCases(ended, expectations, running)) {
    if (failure !== undefined) notice(failure);
  }
  const code = exitCode(ended, findings, values.failOn, expectations);
  const why = ended.isUnreached ? 'unreached' : findings.packets > 0 ? 'unreadable' : 'nothing';
  if (findings.judged === 0) notice(running[why](code));
  const englishRunning = await english.running();
  const others = otherCases(ended, expectations, englishRunning);
  const { unrecorded } = ended;
  const lost = { name: 'recorded', failure: unrecorded?.message };
  const cases = values.output === undefined ? others : [...others, lost];
  await report(cases, englishRunning[why](code));
  return code;
}

function exitCode(
  ended: Ended,
  findings: Findings,
  failOn: FailOn,
  expectations: readonly Expectation[],
): number {
  if (!ended.isLate && ended.code !== 0) return ended.code;
  if (ended.unrecorded !== undefined || (findings.judged === 0 && ended.isUnreached))
    return EXIT.failed;
  if (findings.has(failOn)) return EXIT.notGood;
  if (findings.judged === 0) return EXIT.nothingJudged;
  const isSeen = expectations.every(({ isMet }) => isMet);
  return isSeen && !ended.isLate ? EXIT.done : EXIT.notGood;
}

/** Throws `UsageError`. */
function fileWanted({ output, format, withSecrets }: RunValues): TapOutputOptions | undefined {
  if (output !== undefined) {
    return { file: output, format: writtenFormat(output, format), withSecrets };
  }
  if (format !== undefined) throw new UsageError((say) => say.noOption('-o, --output <FILE>'));
  return undefined;
}

interface Ended extends CommandEnd {
  /** Why the file of --output could not be written. */
  readonly unrecorded: StartError | undefined;
  /** True if a connection could not be forwarded to the broker of --to. */
  readonly isUnreached: boolean;
}

/** The command's end and each expectation. */
function otherCases(
  { code, signal, isLate }: CommandEnd,
  expectations: readonly Expectation[],
  running: Running,
): readonly OtherCase[] {
  const failure = isLate ? running.late : code === 0 ? undefined : running.failed(code, signal);
  return [
    { name: 'command', failure },
    ...expectations.map(({ filter, isMet }) => ({
      name: `expect ${filter}`,
      failure: isMet ? undefined : running.unseen(filter),
    })),
  ];
}

/** Receives the events of all connections. */
interface Watcher {
  take(event: CaptureEvent): void;
  end(): void;
}

/** Runs the command with a watched broker. Resolves when everything has ended. */
async function watched(
  words: readonly string[],
  values: RunValues,
  toFile: TapOutputOptions | undefined,
  at: CommandSurroundings,
  watchers: readonly Watcher[],
): Promise<Ended> {
  const { notice, texts, version } = at;
  const [tapping, running] = [await texts.tapping(), await texts.running()];
  const faults = values.faults === undefined ? undefined : await readFaults(values.faults);
  let unrecorded: StartError | undefined;
  /** Reasons why the broker could not be reached, with the connections after the first: a client may retry often. */
  const unreached = new Map<string, number>();
  // The error at the end names the unfinished file, too.
  const failed = (error: StartError): void => {
    unrecorded = error;
  };
  const tls = await targetTls(values, values.to === undefined ? [] : [values.to]);
  const own = values.to
    ? undefined
    : await startOwnBroker(version, (where, error) =>
        notice(inEnglish((say) => say.internalError(where, errorText(error)))),
      );
  const { target: given = { url: own?.url ?? '' } } = values.to ?? {};
  const target = tls === undefined ? given : { ...given, tls };
  const open = (): readonly CaptureEvent[] => broker.packets.open(performance.now());
  const file = toFile && tapOutput(toFile, at, open, failed);
  const told = faultNotices((said) => notice(inEnglish(said)));
  const broker: WatchedBroker = new WatchedBroker({
    target,
    faults,
    sink: (event) => {
      for (const watcher of watchers) watcher.take(event);
      file?.take(event);
    },
    isFull: () => file?.isFull === true && unrecorded === undefined,
    marked: told,
    disorderly: ({ address, clientId = '', cause, lasted }) => {
      const said = tapping.cause(cause);
      if (cause.key === 'no-line' || cause.key === 'line-failed') {
        const earlier = unreached.get(said);
        unreached.set(said, (earlier ?? -1) + 1);
        if (earlier !== undefined) return;
      }
      notice(
        tapping.ended({
          address,
          client: clientId,
          cause: said,
          seconds: lasted / 1000,
          isOrderly: false,
        }),
      );
    },
  });
  try {
    await broker.open();
    await file?.begin();
    notice(running.began(broker.address, values.to && shownTarget(target)));
    const env = { ...process.env, ...broker.variables };
    const end = await runCommand(words, { env, timeout: values.timeout });
    await broker.close();
    for (const [reason, count] of unreached) {
      if (count > 0) notice(running.unreachedAgain(count, reason));
    }
    for (const watcher of watchers) watcher.end();
    try {
      await file?.end();
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      failed(error);
      notice(error.message);
    }
    if (broker.packets.leftOut > 0) notice(tapping.leftOut(broker.packets.leftOut));
    return { ...end, unrecorded, isUnreached: unreached.size > 0 };
  } finally {
    await broker.close();
    await own?.close();
  }
}

/** A display filter that at least one packet must match, at once or by its outcome. */
class Expectation {
  readonly filter: string;
  readonly #passing = new PassingCapture({ conventions: CONVENTIONS });

  /** @param filter a valid one */
  constructor(filter: string) {
    this.filter = filter;
    this.#passing.capture.armed.arm(compileFilter(filter), 0, 'notify');
  }

  get isMet(): boolean {
    return (this.#passing.capture.armed.status?.filter?.hits ?? 0) > 0;
  }

  take(event: CaptureEvent): void {
    if (!this.isMet) this.#passing.take(event);
  }

  /** Ends the capture; answers that are missing may match, too. */
  end(): void {
    if (!this.isMet) this.#passing.end();
  }
}
