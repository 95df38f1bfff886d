import { Boundary } from '../../kit/failures/Boundary.tsx';
import { AddressSection } from './AddressSection.tsx';
import type { OptionsProps } from './fields/sectionProps.ts';
import { LineSection } from './LineSection.tsx';
import { Mqtt5Section } from './Mqtt5Section.tsx';
import { OnConnectSection } from './OnConnectSection.tsx';
import { PasswordSection } from './PasswordSection.tsx';
import { ProfileSection } from './ProfileSection.tsx';
import { SessionAndWill } from './SessionAndWill.tsx';

/** The address and what follows from it, then a line for each group of rarer settings. */
export function Options(props: OptionsProps) {
  const { draft } = props;
  return (
    <>
      <Boundary part="address" of={draft}>
        <AddressSection {...props} />
      </Boundary>
      <Boundary part="on connect" of={draft}>
        <OnConnectSection {...props} />
      </Boundary>
      <Boundary part="password" of={draft}>
        {draft.mode === 'password' && <PasswordSection {...props} />}
      </Boundary>
      <Boundary part="line" of={draft}>
        <LineSection {...props} />
      </Boundary>
      <Boundary part="session and will" of={draft}>
        <SessionAndWill {...props} />
      </Boundary>
      <Boundary part="MQTT 5" of={draft}>
        <Mqtt5Section {...props} />
      </Boundary>
      <Boundary part="profile" of={draft}>
        <ProfileSection {...props} />
      </Boundary>
    </>
  );
}
