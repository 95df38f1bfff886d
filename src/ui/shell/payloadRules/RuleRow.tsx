import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useId, useState } from 'react';
import { IconButton, TextField, topicFilterErrorText, useText } from '#kit';
import { say } from '../../../base/message.ts';
import { makeChain } from '../../../payload/chains/chain.ts';
import { completeChain } from '../../../payload/chains/completeChain.ts';
import type { ChainRule } from '../../../payload/chains/rules.ts';
import type { SchemaFile } from '../../../payload/schemas/step.ts';

interface RuleRowProps {
  readonly rule: ChainRule;
  readonly files: readonly SchemaFile[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** The user opened the dialog for this rule. */
  readonly hasFocus: boolean;
  readonly onChange: (rule: ChainRule) => void;
  readonly onRemove: () => void;
  readonly onEarlier: () => void;
  readonly onLater: () => void;
}

/** Suggestions that are shown. */
const SHOWN = 10;

/** A topic filter with its steps. Errors point at a character. */
export function RuleRow(props: RuleRowProps) {
  const { rule, files, onChange } = props;
  const t = useText().payloadRules;
  const id = useId();
  const [isTyping, setTyping] = useState(false);
  const made = makeChain(rule.chain, files);
  const offered = completeChain(rule.chain, rule.chain.length, files);
  const isEmpty = rule.chain.trim() === '';
  const wrong = made.ok || isEmpty ? undefined : made.error;
  // An unfinished step is not an error yet.
  const isBegun = isTyping && wrong?.end === rule.chain.length && offered.texts.length > 0;
  const error =
    wrong === undefined || isBegun ? undefined : t.at(wrong.start + 1, say(t.errors, wrong.why));
  return (
    // Leaving it, by whatever within, ends the typing.
    <li
      className="flex flex-wrap items-start gap-2"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setTyping(false);
      }}
    >
      <TextField
        className="w-56 max-sm:w-full"
        label={t.filter}
        mono
        value={rule.filter}
        onChange={(filter) => onChange({ ...rule, filter })}
        error={topicFilterErrorText(rule.filter)}
      />
      <div className="min-w-60 flex-1">
        <TextField
          label={t.chain}
          mono
          value={rule.chain}
          placeholder={t.chainHint}
          onChange={(chain) => {
            setTyping(true);
            onChange({ ...rule, chain });
          }}
          error={error}
          takesFocus={props.hasFocus}
        />
        {isTyping && offered.texts.length > 0 && (
          <ul id={id} aria-label={t.suggestions} className="mt-1 flex flex-wrap gap-1">
            {offered.texts.slice(0, SHOWN).map((text) => (
              <li key={text}>
                <button
                  type="button"
                  className="rounded-sm border border-line bg-well px-1.5 font-mono text-xs hover:bg-hover"
                  onClick={() =>
                    onChange({ ...rule, chain: rule.chain.slice(0, offered.from) + text })
                  }
                >
                  {text}
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="flex pt-5">
        <IconButton small label={t.up} disabled={props.isFirst} onClick={props.onEarlier}>
          <ArrowUp size={14} aria-hidden />
        </IconButton>
        <IconButton small label={t.down} disabled={props.isLast} onClick={props.onLater}>
          <ArrowDown size={14} aria-hidden />
        </IconButton>
        <IconButton small label={t.remove} onClick={props.onRemove}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
    </li>
  );
}
