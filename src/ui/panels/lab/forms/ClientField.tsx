import { useState } from 'react';
import { SelectField, useText } from '#kit';
import { useClientRows, useOwnClientThere } from '../../../session/faults/clients.ts';
import {
  type ClientChoice,
  setFaultsPlace,
  useFaultsPlace,
} from '../../../session/faults/place.ts';
import { shownName } from '../../../session/shownName.ts';

const OWN = 'own';
const ANYBODY = 'anybody';
const OTHER = 'other';
/** Before client identifiers, which may be anything. */
const CLIENT = 'client:';

interface ClientFieldProps {
  readonly connectionId: string;
  /** Whether any client can be chosen. */
  readonly withAnybody: boolean;
}

/** The client that a recipe or step mode applies to. */
export function ClientField({ connectionId, withAnybody }: ClientFieldProps) {
  const t = useText().faults.client;
  const { choice } = useFaultsPlace(connectionId);
  const rows = useClientRows(connectionId);
  const own = useOwnClientThere(connectionId);
  const [isTyping, setTyping] = useState(false);
  const choose = (next: ClientChoice) => setFaultsPlace(connectionId, { choice: next });
  const others = rows.filter(({ client }) => client !== own);
  const isListed =
    choice.kind !== 'client' || others.some(({ client }) => client === choice.client);
  const isOther = isTyping || !isListed;
  const options = [
    ...(own === undefined ? [] : [{ value: OWN, label: t.own(shownName(own)) }]),
    ...(withAnybody || own === undefined ? [{ value: ANYBODY, label: t.anybody }] : []),
    ...others.map(({ client, connection }) => ({
      value: `${CLIENT}${client}`,
      label: connection === undefined ? t.away(shownName(client)) : shownName(client),
    })),
    { value: OTHER, label: t.other },
  ];
  return (
    <>
      <SelectField
        className="w-72 max-w-full min-w-0"
        label={t.label}
        labelHidden
        mono
        value={isOther ? OTHER : valueOf(choice, own)}
        options={options}
        onChange={(value) => {
          setTyping(value === OTHER);
          if (value === OWN || value === ANYBODY) choose({ kind: value });
          else if (value === OTHER) choose({ kind: 'client', client: '' });
          else choose({ kind: 'client', client: value.slice(CLIENT.length) });
        }}
      />
      {isOther && (
        <input
          type="text"
          aria-label={t.identifier}
          placeholder={t.identifier}
          className="h-(--h-ctl) w-44 min-w-0 rounded-md border border-ctl bg-well px-2 font-mono text-base"
          autoComplete="off"
          spellCheck={false}
          value={choice.kind === 'client' ? choice.client : ''}
          onChange={({ target }) => choose({ kind: 'client', client: target.value })}
        />
      )}
    </>
  );
}

function valueOf(choice: ClientChoice, own: string | undefined): string {
  if (choice.kind === 'client') return `${CLIENT}${choice.client}`;
  return choice.kind === 'own' && own === undefined ? ANYBODY : choice.kind;
}
