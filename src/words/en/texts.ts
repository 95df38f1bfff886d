/** Every English text of the app. Packet and field names are the standard's and stand in no dictionary. */
import { alink } from './alink.ts';
import { answers } from './answers.ts';
import { badNetwork } from './badNetwork.ts';
import { bothEnds } from './bothEnds.ts';
import { breakpoints } from './breakpoints.ts';
import { broker } from './broker.ts';
import { bySchema } from './bySchema.ts';
import { captureFiles } from './captureFiles.ts';
import { charts } from './charts.ts';
import { commands } from './commands.ts';
import { companionSetUp } from './companionSetUp.ts';
import { connectionChanges } from './connectionChanges.ts';
import { conventionFault } from './conventionFaults.ts';
import { copies } from './copies.ts';
import { detail } from './detail.ts';
import { details } from './details.ts';
import { deviceForm } from './deviceForm.ts';
import { devices } from './devices.ts';
import { deviceTaps } from './deviceTaps.ts';
import { emptyStates } from './emptyStates.ts';
import { explain } from './explain.ts';
import { failures } from './failures.ts';
import { faults } from './faults.ts';
import { filtering } from './filtering.ts';
import { firmware } from './firmware.ts';
import { first } from './first.ts';
import { formatFaults } from './formatFaults.ts';
import { handshakes } from './handshakes.ts';
import { keptMessages } from './keptMessages.ts';
import { line } from './line.ts';
import { logOnDisk } from './logOnDisk.ts';
import { messageSense } from './messageSense.ts';
import { mqtt5Form, properties } from './mqtt5Form.ts';
import { pairs } from './pairs.ts';
import { payloadRules } from './payloadRules.ts';
import { pictures } from './pictures.ts';
import { platform } from './platform.ts';
import { platformEdit } from './platformEdit.ts';
import { problems } from './problems.ts';
import { profileFiles } from './profileFiles.ts';
import { recent } from './recent.ts';
import { repeats } from './repeats.ts';
import { replay } from './replay.ts';
import { replies } from './replies.ts';
import { retained } from './retained.ts';
import { signIn } from './signIn.ts';
import { silence } from './silence.ts';
import { sn } from './sn.ts';
import { streams } from './streams.ts';
import { taps } from './taps.ts';
import { templates } from './templates.ts';
import { topic } from './topic.ts';
import { topicActions } from './topicActions.ts';
import { tour } from './tour.ts';
import { workshop } from './workshop.ts';

export const en = {
  ...first,
  alink,
  answers,
  bothEnds,
  badNetwork,
  breakpoints,
  broker,
  bySchema,
  captureFiles,
  charts,
  companionSetUp,
  commands,
  connectionChanges,
  copies,
  detail,
  details,
  deviceTaps,
  devices,
  editor: { ...first.editor, ...deviceForm },
  failures,
  emptyStates,
  faults,
  filtering,
  firmware,
  handshakes,
  pictures,
  formatFaults,
  keptMessages,
  line,
  logOnDisk,
  messageSense,
  mqtt5Form,
  pairs,
  payloadRules,
  conventionFault,
  platform,
  platformEdit,
  problems,
  properties,
  profileFiles,
  recent,
  repeats,
  replay,
  replies,
  retained,
  signIn,
  silence,
  sn,
  streams,
  taps,
  templates,
  explain,
  topic,
  topicActions,
  tour,
  workshop,
};

/** What another language has to fill. */
export type Texts = typeof en;
