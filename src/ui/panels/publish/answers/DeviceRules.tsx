import { Reply } from 'lucide-react';
import { Button, useText } from '#kit';
import type { AnswerRule } from '../../../../profiles/settings/answerRule.ts';
import { callRules } from '../../../session/alink/callRules.ts';
import { useDevice } from '../../../session/alink/device.ts';
import { useModel } from '../../../session/alink/models.ts';

interface DeviceRulesProps {
  readonly connectionId: string;
  readonly rules: readonly AnswerRule[];
  /** Number of rules for which there is room. */
  readonly room: number;
  readonly onAdd: (rules: readonly AnswerRule[]) => void;
}

/** Offers the rules by which a device answers all calls, until one rule answers any of them. */
export function DeviceRules({ connectionId, rules, room, onAdd }: DeviceRulesProps) {
  const t = useText().answers.ofCalls;
  const device = useDevice(connectionId);
  const model = useModel(device?.productKey);
  if (device === undefined) return null;
  const offered = callRules(device, model, t);
  const isAnswered = rules.some(({ topic }) => offered.some((one) => one.topic === topic));
  if (isAnswered || offered.length > room) return null;
  return (
    <Button icon={<Reply size={14} aria-hidden />} title={t.title} onClick={() => onAdd(offered)}>
      {t.add}
    </Button>
  );
}
