import { Plus } from 'lucide-react';
import { useState } from 'react';
import { announce, Button, Dialog, useRowKeys, useText } from '#kit';
import { errorText } from '../../../base/errorText.ts';
import type { PayloadRules as Rules } from '../../../payload/chains/rules.ts';
import { closeOverlay, useOverlay } from '../../session/dialogs/overlay.ts';
import { useRulesAsked } from '../../session/payloadRules/asked.ts';
import { rulesOf, setRules } from '../../session/payloadRules/rules.ts';
import { HeldSchemas } from './HeldSchemas.tsx';
import { LayersPreview } from './LayersPreview.tsx';
import { RuleRow } from './RuleRow.tsx';
import { isUsable } from './ruleErrors.ts';
import { SchemaFiles } from './SchemaFiles.tsx';
import { useSchemaErrors } from './useSchemaErrors.ts';

/** Payload rules: topic filters with steps, and the schemas they use. */
export function PayloadRules() {
  const t = useText().payloadRules;
  const isOpen = useOverlay(({ open }) => open === 'payloadRules');
  const asked = useRulesAsked((state) => state.asked);
  return (
    <Dialog
      open={isOpen}
      label={t.title}
      onClose={closeOverlay}
      className="w-190 max-w-[calc(100vw-32px)]"
    >
      {asked !== undefined && <Body connectionId={asked.connectionId} topic={asked.topic} />}
    </Dialog>
  );
}

interface BodyProps {
  readonly connectionId: string;
  readonly topic: string | undefined;
}

/** The current rules, with a new one for the selected topic if there is none yet. */
function firstRules(connectionId: string, topic: string | undefined): Rules {
  const rules = rulesOf(connectionId);
  const isNew = topic !== undefined && !rules.chains.some(({ filter }) => filter === topic);
  return isNew ? { ...rules, chains: [{ filter: topic, chain: '' }, ...rules.chains] } : rules;
}

function Body({ connectionId, topic }: BodyProps) {
  const { payloadRules: t, shell } = useText();
  const [rules, setEdited] = useState(() => firstRules(connectionId, topic));
  const { chains, files, schemas = [] } = rules;
  // An empty new entry does not count.
  const held = schemas.filter(({ schema }) => schema.trim() !== '');
  const kept = {
    chains: chains.filter(({ chain }) => chain.trim() !== ''),
    files,
    ...(held.length > 0 && { schemas: held }),
  };
  const { errors, areUsable } = useSchemaErrors(connectionId, schemas);
  const isReady = isUsable(kept) && areUsable;
  const edit = (change: Partial<Rules>) => setEdited({ ...rules, ...change });
  const { keys, removed } = useRowKeys(chains.length);
  const put = (at: number, rule?: Rules['chains'][number]) =>
    edit({ chains: chains.toSpliced(at, 1, ...(rule === undefined ? [] : [rule])) });
  const swap = (at: number) => {
    const [one, other] = chains.slice(at, at + 2);
    if (one !== undefined && other !== undefined)
      edit({ chains: chains.toSpliced(at, 2, other, one) });
  };
  const use = () => {
    closeOverlay();
    setRules(connectionId, kept).catch((error: unknown) => announce(t.notSaved(errorText(error))));
  };
  return (
    <form
      className="flex max-h-[85vh] flex-col gap-3 overflow-auto p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) use();
      }}
    >
      <div>
        <h2 className="text-base font-semibold">{t.title}</h2>
        <p className="mt-1 text-fg-2">{t.intro}</p>
      </div>
      <ol className="flex flex-col gap-3">
        {chains.map((rule, at) => (
          <RuleRow
            key={keys[at]}
            rule={rule}
            files={files}
            isFirst={at === 0}
            isLast={at === chains.length - 1}
            hasFocus={topic !== undefined && rule.filter === topic}
            onChange={(changed) => put(at, changed)}
            onRemove={() => {
              removed(at);
              put(at);
            }}
            onEarlier={() => swap(at - 1)}
            onLater={() => swap(at)}
          />
        ))}
      </ol>
      <div>
        <Button
          icon={<Plus size={14} aria-hidden />}
          onClick={() => edit({ chains: [...chains, { filter: topic ?? '#', chain: '' }] })}
        >
          {t.add}
        </Button>
      </div>
      {topic !== undefined && (
        <LayersPreview connectionId={connectionId} topic={topic} rules={kept} />
      )}
      <SchemaFiles files={files} onChange={(changed) => edit({ files: changed })} />
      <HeldSchemas
        connectionId={connectionId}
        topic={topic}
        schemas={schemas}
        errors={errors}
        onChange={(changed) => edit({ schemas: changed })}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={closeOverlay}>{shell.cancel}</Button>
        <Button look="primary" type="submit" disabled={!isReady}>
          {t.use}
        </Button>
      </div>
    </form>
  );
}
