import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button, CopyButton, SelectField, useText } from '#kit';
import type { DeviceTapRow } from '../../../../broker/tap/deviceTaps.ts';
import { download } from '../../../session/captures/saveTarget.ts';
import {
  C_FILE,
  CERTIFICATE_FILE,
  linesFor,
  OWN_NAMES,
  PROGRAMS,
  type Program,
  placeOfTap,
} from './setUp.ts';

interface SetUpLinesProps {
  readonly tap: DeviceTapRow;
  /** Addresses of the companion's machine. */
  readonly addresses: readonly string[];
}

/** Changes to make in a device or program, with address and certificate filled in. */
export function SetUpLines({ tap, addresses }: SetUpLinesProps) {
  const { deviceTaps: t } = useText();
  const [program, setProgram] = useState<Program>('mosquitto');
  const names: Readonly<Record<Program, string>> = { ...OWN_NAMES, ...t.programs };
  const lines = linesFor(program, placeOfTap(tap.listen, addresses));
  return (
    <section aria-label={t.setUp} className="flex flex-col gap-2 px-3 py-3">
      <h2 className="text-base font-semibold">{t.setUp}</h2>
      {tap.authority !== undefined && <Certificate authority={tap.authority} />}
      {tap.isOwn === true && <p className="text-base text-fg-2">{t.ownShown(CERTIFICATE_FILE)}</p>}
      <SelectField
        label={t.program}
        value={program}
        options={PROGRAMS.map((value) => ({ value, label: names[value] }))}
        onChange={setProgram}
        className="max-w-80"
      />
      <p className="text-base text-fg-2">{t.where[program]}</p>
      {lines === undefined ? (
        <p className="text-base text-warn">{t.tcpOnly}</p>
      ) : (
        <div className="flex items-start gap-2">
          <pre
            // Scrollable areas must be reachable by keyboard.
            tabIndex={0}
            className="min-w-0 flex-1 overflow-x-auto rounded-md border border-line bg-well p-2 font-mono text-base"
          >
            {lines}
          </pre>
          <CopyButton what={t.lines} text={() => lines} />
        </div>
      )}
    </section>
  );
}

function Certificate({ authority }: { authority: NonNullable<DeviceTapRow['authority']> }) {
  const { deviceTaps: t } = useText();
  const { pem, c, hex } = authority;
  const save = (text: string, name: string): void =>
    download(new Blob([text], { type: 'application/x-pem-file' }), name);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <p className="min-w-60 flex-1 text-base text-fg-2">{t.certificate}</p>
      <Button icon={<Download size={14} aria-hidden />} onClick={() => save(pem, CERTIFICATE_FILE)}>
        {t.downloadPem}
      </Button>
      <Button icon={<Download size={14} aria-hidden />} onClick={() => save(c, C_FILE)}>
        {t.downloadC}
      </Button>
      <span className="flex items-center gap-1 text-base">
        {t.hex}
        <CopyButton what={t.hexOf} text={() => hex} />
      </span>
    </div>
  );
}
