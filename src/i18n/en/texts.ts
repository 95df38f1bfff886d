/**
 * All English texts of the app. Packet and field names are the standard's and are not in the dictionaries.
 */
import { alink } from './alibaba/alink.ts';
import { deviceForm } from './alibaba/deviceForm.ts';
import { devices } from './alibaba/devices.ts';
import { platform } from './alibaba/platform.ts';
import { badNetwork } from './broker/badNetwork.ts';
import { bothEnds } from './broker/bothEnds.ts';
import { breakpoints } from './broker/breakpoints.ts';
import { broker } from './broker/broker.ts';
import { brokerClients } from './broker/brokerClients.ts';
import { companionSetUp } from './broker/companionSetUp.ts';
import { connectionChanges } from './broker/connectionChanges.ts';
import { deviceTaps } from './broker/deviceTaps.ts';
import { faults } from './broker/faults.ts';
import { lab } from './broker/lab.ts';
import { line } from './broker/line.ts';
import { taps } from './broker/taps.ts';
import { workshop } from './broker/workshop.ts';
import { captureFiles } from './captures/captureFiles.ts';
import { replay } from './captures/replay.ts';
import { sn } from './captures/sn.ts';
import { streams } from './captures/streams.ts';
import { first } from './first.ts';
import { explain } from './packets/explain.ts';
import { handshakes } from './packets/handshakes.ts';
import { packetLog } from './packets/packetLog.ts';
import { pairs } from './packets/pairs.ts';
import { problems } from './packets/problems.ts';
import { silence } from './packets/silence.ts';
import { editorFields } from './profiles/editorFields.ts';
import { failures } from './profiles/failures.ts';
import { profileFiles } from './profiles/profileFiles.ts';
import { signIn } from './profiles/signIn.ts';
import { subscribing } from './profiles/subscribing.ts';
import { answers } from './publish/answers.ts';
import { copies } from './publish/copies.ts';
import { keptMessages } from './publish/keptMessages.ts';
import { mqtt5Form, properties } from './publish/mqtt5Form.ts';
import { repeats } from './publish/repeats.ts';
import { replies } from './publish/replies.ts';
import { templates } from './publish/templates.ts';
import { willForm } from './publish/willForm.ts';
import { commands } from './shell/commands.ts';
import { emptyStates } from './shell/emptyStates.ts';
import { filtering } from './shell/filtering.ts';
import { phone } from './shell/phone.ts';
import { recent } from './shell/recent.ts';
import { tour } from './shell/tour.ts';
import { bySchema } from './topics/bySchema.ts';
import { charts } from './topics/charts.ts';
import { conventionError } from './topics/conventionErrors.ts';
import { detail } from './topics/detail.ts';
import { details } from './topics/details.ts';
import { formatErrors } from './topics/formatErrors.ts';
import { payloadRules } from './topics/payloadRules.ts';
import { pictures } from './topics/pictures.ts';
import { retained } from './topics/retained.ts';
import { topic } from './topics/topic.ts';
import { topicActions } from './topics/topicActions.ts';

export const en = {
  ...first,
  alink,
  answers,
  bothEnds,
  badNetwork,
  breakpoints,
  broker,
  brokerClients,
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
  editor: { ...first.editor, ...editorFields, ...willForm, ...deviceForm },
  failures,
  emptyStates,
  faults,
  filtering,
  handshakes,
  pictures,
  formatErrors,
  keptMessages,
  lab,
  line,
  mqtt5Form,
  packetLog,
  pairs,
  payloadRules,
  conventionError,
  phone,
  platform,
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
  subscribing,
  taps,
  templates,
  explain,
  topic,
  topicActions,
  tour,
  workshop,
};

/** The type that other languages must implement. */
export type Texts = typeof en;
