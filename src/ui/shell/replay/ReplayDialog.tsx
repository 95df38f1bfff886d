import { ListChecks, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, Dialog, Segments, SelectField, Switch, TextField, useText } from '#kit';
import type { MessageSurvey } from '../../../connection/files/replayProtocol.ts';
import type { RecordedMessage, SkipReason } from '../../../engine/replay/recordedMessages.ts';
import { useConnection, useConnections } from '../../session/connection/connections.ts';
import { useCounter } from '../../session/connection/useWindowPart.ts';
import { limitsOf, startReplay } from '../../session/replay/replaying.ts';
import { dropReplayDialog, useReplays } from '../../session/replay/replays.ts';
import { firstMessages, survey } from '../../session/replay/survey.ts';
import { tabNameAmong } from '../../session/tabName.ts';
import { FIRST_CHOICES, planOf, type ReplayChoices, rewritingOf } from './choices.ts';
import { DryRun } from './DryRun.tsx';
import { TopicPreview } from './TopicPreview.tsx';

/** Dialog for choosing messages, target and timing of a replay. Nothing is sent until the user confirms. */
export function ReplayDialog() {
  const t = useText().replay;
  const asked = useReplays((state) => state.asked);
  return (
    <Dialog
      open={asked !== undefined}
      label={t.title}
      onClose={dropReplayDialog}
      className="w-150 max-w-[calc(100vw-32px)]"
    >
      {asked !== undefined && <Choices connectionId={asked} />}
    </Dialog>
  );
}

function Choices({ connectionId }: { connectionId: string }) {
  const t = useText().replay;
  const targets = useTargets(connectionId);
  const filter = useCounter(connectionId, ({ filter }) => filter);
  const [choices, setChoices] = useState(FIRST_CHOICES);
  const [chosen, setChosen] = useState<string>();
  const [listed, setListed] = useState<readonly RecordedMessage[]>();
  const change = (part: Partial<ReplayChoices>): void => {
    setChoices({ ...choices, ...part });
    // The list was of the previous choices.
    setListed(undefined);
  };
  const surveyed = useSurvey(connectionId, choices);
  const writable = targets.find(({ settings }) => settings?.readOnly !== true);
  const target = targets.find(({ id }) => id === chosen) ?? writable ?? targets[0];
  const plan = planOf(choices);
  const limits = target && limitsOf(target.id);
  const isReadOnly = target?.settings?.readOnly === true;
  const isReady =
    plan !== undefined && target !== undefined && !isReadOnly && surveyed?.done === true;
  const total = surveyed?.messages ?? 0;
  return (
    <form
      className="flex flex-col gap-3 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && total > 0) startReplay(connectionId, target.id, plan, total);
      }}
    >
      <div>
        <h2 className="text-base font-semibold">{t.title}</h2>
        <p className="mt-1 text-fg-2">{t.intro}</p>
      </div>
      {target === undefined ? (
        <p role="alert" className="text-warn">
          {t.noTarget}
        </p>
      ) : (
        <SelectField
          label={t.target}
          value={target.id}
          options={targets.map((one) => ({ value: one.id, label: tabNameAmong(one, targets) }))}
          onChange={setChosen}
        />
      )}
      {isReadOnly && (
        <p role="alert" className="text-warn">
          {t.readOnly}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Segments
          label={t.which}
          value={choices.direction}
          options={[
            { value: 'in', label: t.directions.in },
            { value: 'out', label: t.directions.out },
            { value: 'both', label: t.directions.both },
          ]}
          onChange={(direction) => change({ direction })}
        />
        {filter !== undefined && (
          <Switch
            label={t.filtered}
            checked={choices.filtered}
            onChange={(filtered) => change({ filtered })}
          />
        )}
        <Surveyed survey={surveyed} />
      </div>
      <div className="flex flex-wrap gap-3">
        <SelectField
          className="min-w-48 flex-1"
          label={t.timing}
          value={choices.speed}
          options={[
            { value: 'original', label: t.speeds.original },
            { value: 'factor', label: t.speeds.factor },
            { value: 'once', label: t.speeds.once },
          ]}
          onChange={(speed) => change({ speed })}
        />
        {choices.speed === 'factor' && (
          <TextField
            className="w-40"
            label={t.factor}
            value={choices.factor}
            inputMode="decimal"
            error={plan === undefined ? t.factorError : undefined}
            onChange={(factor) => change({ factor })}
          />
        )}
        <SelectField
          className="w-32"
          label={t.qos}
          value={choices.qos}
          options={[
            { value: 'keep', label: t.keep },
            { value: '0', label: '0' },
            { value: '1', label: '1' },
            { value: '2', label: '2' },
          ]}
          onChange={(qos) => change({ qos })}
        />
      </div>
      <Rewriting choices={choices} change={change} />
      {choices.rewriting !== 'keep' && surveyed !== undefined && (
        <TopicPreview topics={surveyed.topics} rewriting={rewritingOf(choices)} />
      )}
      <div>
        <Switch
          label={t.retain}
          checked={choices.keepRetain}
          onChange={(keepRetain) => change({ keepRetain })}
        />
        {choices.keepRetain && <p className="text-warn">{t.retainText}</p>}
      </div>
      {listed !== undefined && plan !== undefined && limits !== undefined && (
        <DryRun messages={listed} plan={plan} target={limits} total={total} />
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={dropReplayDialog}>{t.cancel}</Button>
        <Button
          icon={<ListChecks size={14} aria-hidden />}
          disabled={!isReady}
          onClick={() => {
            if (plan) void firstMessages(connectionId, plan.choice).then(setListed);
          }}
        >
          {t.dryRun}
        </Button>
        <Button
          look="primary"
          type="submit"
          icon={<Play size={14} aria-hidden />}
          disabled={!isReady || total === 0}
        >
          {t.start}
        </Button>
      </div>
    </form>
  );
}

/** Connections that can publish, except the source of the messages. */
function useTargets(connectionId: string) {
  const list = useConnections((state) => state.list);
  return list.filter(({ id, state }) => id !== connectionId && state.kind === 'connected');
}

function useSurvey(
  connectionId: string,
  { direction, filtered }: ReplayChoices,
): MessageSurvey | undefined {
  const [surveyed, setSurveyed] = useState<MessageSurvey>();
  // A file that is still being read will have more messages.
  const isReading = useConnection(connectionId, 'file')?.file?.state.kind === 'reading';
  useEffect(
    () => (isReading ? undefined : survey(connectionId, { direction, filtered }, setSurveyed)),
    [connectionId, direction, filtered, isReading],
  );
  const isOfThese =
    surveyed?.choice.direction === direction && surveyed.choice.filtered === filtered;
  return isOfThese ? surveyed : undefined;
}

const REASONS: readonly SkipReason[] = ['redelivery', 'reserved', 'unreadable', 'overwritten'];

function Surveyed({ survey: counted }: { survey: MessageSurvey | undefined }) {
  const t = useText().replay;
  if (counted === undefined) return <span className="text-fg-3">{t.surveying}</span>;
  const left = REASONS.filter((why) => counted.leftOut[why] > 0);
  return (
    <span role="status">
      {t.survey(counted.messages, counted.duration)}
      {!counted.done && ` ${t.surveying}`}
      {left.map((why) => (
        <span key={why} className="block text-xs text-fg-2">
          {t.leftOut(why, counted.leftOut[why])}
        </span>
      ))}
    </span>
  );
}

interface RewritingProps {
  readonly choices: ReplayChoices;
  readonly change: (part: Partial<ReplayChoices>) => void;
}

function Rewriting({ choices, change }: RewritingProps) {
  const t = useText().replay;
  return (
    <div className="flex flex-wrap gap-3">
      <SelectField
        className="min-w-48 flex-1"
        label={t.topics}
        value={choices.rewriting}
        options={[
          { value: 'keep', label: t.rewritings.keep },
          { value: 'prefix', label: t.rewritings.prefix },
          { value: 'replace', label: t.rewritings.replace },
        ]}
        onChange={(rewriting) => change({ rewriting })}
      />
      {choices.rewriting === 'prefix' && (
        <TextField
          mono
          className="min-w-40 flex-1"
          label={t.prefix}
          value={choices.prefix}
          onChange={(prefix) => change({ prefix })}
        />
      )}
      {choices.rewriting === 'replace' && (
        <>
          <TextField
            mono
            className="min-w-32 flex-1"
            label={t.find}
            value={choices.find}
            onChange={(find) => change({ find })}
          />
          <TextField
            mono
            className="min-w-32 flex-1"
            label={t.by}
            value={choices.by}
            onChange={(by) => change({ by })}
          />
        </>
      )}
    </div>
  );
}
